using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Planning;
using Assay.Runtime;

namespace Assay.Exchange;

/// <summary>
/// Stands between a candidate and whoever answers it elsewhere, as the hooks around inference do here: what is asked is what
/// they leave of the request, and what is recorded is what they leave of the output.
/// </summary>
/// <param name="hooks">The run's hooks.</param>
/// <param name="context">What belongs to this call alone.</param>
internal sealed class InferenceHandOff(HookPipeline hooks, RuntimeContext context)
{
    /// <summary>Whether an answer may change before it is recorded.</summary>
    public bool ChangesAnswers => hooks.AroundInference;

    /// <summary>What is asked for a candidate.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.HookFailed"/>: a hook threw.</exception>
    public async ValueTask<EngineRequest> AskedAsync(PlannedSlice slice, Candidate candidate, CancellationToken cancellationToken) =>
        (await AroundAsync(slice, candidate, cancellationToken)).Request;

    /// <summary>What is recorded of an answer: a hook that fails makes it a failure, as in a run.</summary>
    public async ValueTask<GenerationAnswer> RecordedAsync(PlannedSlice slice, Candidate candidate, GenerationAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Output is null || !hooks.AroundInference)
            return answer;
        try
        {
            var around = await AroundAsync(slice, candidate, cancellationToken);
            around.Output = answer.Output;
            await hooks.AfterAsync(around, cancellationToken);
            return around.Output is { } output
                ? answer with { Output = output }
                : Failed("A hook after inference took the output away; set another output, or leave it.");
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return Failed(exception.Problems[0].Message);
        }

        GenerationAnswer Failed(string message) => answer with { Output = null, Failure = ErrorCode.HookFailed, FailureMessage = message };
    }

    private async ValueTask<InferenceHookContext> AroundAsync(PlannedSlice slice, Candidate candidate, CancellationToken cancellationToken)
    {
        var parameters = slice.Experiment.Params[candidate.Cell.Params];
        var around = new InferenceHookContext(new EngineRequest(
            candidate.Model.Spec,
            parameters,
            candidate.Prompt,
            candidate.Item,
            parameters.Seed ?? TrialIdentity.SeedOf(candidate.Key),
            candidate.Cell.Sample)
        {
            Runtime = context,
            Tools = slice.ToolServers.Count == 0 ? slice.Tools : [.. slice.Tools, .. slice.ToolServers.SelectMany(static server => server.Tools)],
            McpServers = slice.McpServers,
        });
        await hooks.BeforeAsync(around, cancellationToken);
        return around;
    }
}
