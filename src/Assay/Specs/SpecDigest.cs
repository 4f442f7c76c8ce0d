using System.Text.Json;
using Assay.Identity;
using Assay.Specs.Serialization;

namespace Assay.Specs;

/// <summary>
/// The identities of specs: SHA-256, cut to 16 bytes, of canonical JSON in which members at their defaults are absent,
/// so that an optional member that a later version adds changes no identity given before. What belongs to each is
/// listed in <c>docs/identity.md</c>.
/// </summary>
public static class SpecDigest
{
    /// <summary>What the engine is asked for: provider, wire name and extras; not the id that tables show.</summary>
    public static Hash128 Of(ModelSpec model) => Hash(model with { Name = model.WireName }, "id");

    /// <summary>All params.</summary>
    public static Hash128 Of(InferenceParams parameters) => Hash(parameters);

    /// <summary>The extractors in order; not the id.</summary>
    public static Hash128 Of(ParseSpec parse) => Hash(parse, "id");

    /// <summary>The extractor's id, version and settings.</summary>
    public static Hash128 Of(ExtractorSpec extractor) => Hash(extractor);

    /// <summary>The metric's id, version and settings.</summary>
    public static Hash128 Of(MetricSpec metric) => Hash(metric);

    /// <summary>The metrics and the score of what could not be parsed; not the id, nor which direction is better, nor the parse, whose own identity stands beside it.</summary>
    public static Hash128 Of(ScoreSpec score) => Hash(score, "id", "parse", "higher_is_better");

    /// <summary>Messages, follow-ups and variables; not the id and the family.</summary>
    public static Hash128 Of(PromptSpec prompt) => Hash(prompt, "id", "family");

    /// <summary>The whole query.</summary>
    public static Hash128 Of(DatasetQuery query) => Hash(query);

    /// <summary>The whole task with its id.</summary>
    public static Hash128 Of(TaskSpec task) => Hash(task);

    /// <summary>The whole experiment with its id.</summary>
    public static Hash128 Of(ExperimentSpec experiment) => Hash(experiment);

    /// <summary>The whole benchmark with its id, but for the description.</summary>
    public static Hash128 Of(BenchmarkSpec benchmark) => Hash(benchmark, "description");

    private static Hash128 Hash<T>(T spec, params ReadOnlySpan<string> leftOut)
        where T : class
    {
        var members = JsonSerializer.SerializeToNode(spec, SpecSerializer.InfoOf<T>())!.AsObject();
        foreach (var name in leftOut)
            members.Remove(name);
        using var document = JsonDocument.Parse(members.ToJsonString());
        return CanonicalJson.Hash(document.RootElement);
    }
}
