using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Metrics;

/// <summary>
/// How near in meaning the output is to right answers: the cosine of their embeddings, from -1 to 1. Settings: <c>model</c> and <c>provider</c>, which embed;
/// <c>expected</c>, the path of the item's field with the right answer or answers; <c>reduce</c>, <c>max</c> by default or <c>mean</c>, of several;
/// <c>dimensions</c>, of the vectors, where the model can shorten them.
/// </summary>
internal sealed class EmbeddingMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "embedding_similarity";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public IJudge JudgeOf(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var judge = Read(reader);
        reader.Raw("expected");
        reader.Raw("reduce");
        reader.Done();
        return judge;
    }

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var judge = Read(reader);
        var expected = ExpectedValue.Read(Id, reader);
        var isMean = reader.OneOf("reduce", "max", "max", "mean") == "mean";
        reader.Done();
        return (context, cancellationToken) => judge.CompareAsync(
            context.Runtime.Models,
            ActualValue.Text(context),
            [.. expected.AllOf(context.Item).Select(static entry => ActualValue.TextOf(entry))],
            scores => isMean ? scores.Average() : scores.Max(),
            cancellationToken);
    }

    private EmbeddingJudge Read(ConfigReader reader)
    {
        var model = new ModelSpec(reader.RequiredText("model"), reader.RequiredText("provider"));
        if (reader.Raw("dimensions") is not null)
            model = model with { Extras = new ValueMap<JsonValue>([KeyValuePair.Create("dimensions", new JsonValue(JsonSerializer.SerializeToElement(reader.Whole("dimensions", 1, 1, 100_000), Specs.Serialization.PlainJson.Default.Int32)))]) };
        return new EmbeddingJudge(Id, reader.Good ? model : new ModelSpec("none", "none"));
    }
}
