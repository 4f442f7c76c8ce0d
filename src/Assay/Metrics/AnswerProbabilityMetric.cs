using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Metrics;

/// <summary>
/// How probable the model held its answer, from 0 to 1, by the log probabilities of its tokens: the parsed value, or the whole output where the score
/// names no parse. Setting <c>expected</c>: the path of the item's right answer, whose probability in the place of the given one is then the score,
/// 0 where it is not among the alternatives; none by default.
/// </summary>
internal sealed class AnswerProbabilityMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "answer_probability";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = reader.Raw("expected") is null ? null : ExpectedValue.Read(Id, reader);
        reader.Done();
        return (context, _) =>
        {
            var output = context.Output;
            if (output.Logprobs.Count == 0)
                throw Fault(context.Item, "its output has no log probabilities; ask for them with the param 'logprobs' of a model that gives them");
            var answer = ActualValue.Text(context).Trim();
            var probability = expected is null ? output.ProbabilityOf(answer) : output.ProbabilityOf(ActualValue.TextOf(expected.Of(context.Item)), answer);
            return ValueTask.FromResult(new MetricResult(probability ?? throw Fault(context.Item, $"no token of its output says '{answer}'; name a parse that gives what the model wrote")));
        };
    }

    private AssayException Fault(Item item, string fault) => new(ErrorCode.MetricFailed, $"'{Id}' cannot score the item '{item.Id}': {fault}.");
}
