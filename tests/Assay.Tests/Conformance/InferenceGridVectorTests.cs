using System.Text.Json;
using Assay.Compilation;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Conformance;

/// <summary>The planning vectors that have an inference grid: which sets of params their trials run, and in which order.</summary>
public sealed class InferenceGridVectorTests
{
    [Fact]
    public void Grids_expand_to_the_params_of_the_vectors_trials()
    {
        var names = new List<string>();
        foreach (var vector in Cases())
        {
            var name = vector.GetProperty("name").GetString()!;
            var grid = vector.GetProperty("input").GetProperty("benchmark").GetProperty("inference_grid");
            var expected = vector.GetProperty("expected");
            if (name == "grid-invalid-value")
                Assert.Throws<SpecValidationException>(() => InferenceGridExpander.Expand(GridOf(grid)));
            else
                Assert.Equal(expected.GetProperty("trials").EnumerateArray().Select(trial => Spell(trial.GetProperty("params"))).Distinct(), InferenceGridExpander.Expand(GridOf(grid)).Select(Spell));
            names.Add(name);
        }

        // The reference runs the equal sets of grid-duplicate-params twice and then fails; distinct sets are right.
        Assert.Equal(["order-full", "grid-overrides", "grid-override-extra-key", "grid-int-for-float", "grid-invalid-value", "grid-duplicate-params"], names);
    }

    private static IEnumerable<JsonElement> Cases() => JsonElement.Parse(File.ReadAllBytes(SharedFiles.Require("vectors/planning.json"))).EnumerateArray()
        .Where(vector => vector.GetProperty("name").GetString() is "order-full" or ['g', 'r', 'i', 'd', '-', ..]);

    private static InferenceGrid GridOf(JsonElement grid) => new()
    {
        Params = ValueList.From(grid.GetProperty("params").EnumerateArray().Select(ParamsOf)),
        Overrides = grid.TryGetProperty("overrides", out var overrides)
            ? new(overrides.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, ValueList.From(pair.Value.EnumerateArray().Select(value => new JsonValue(value))))))
            : ValueMap<ValueList<JsonValue>>.Empty,
    };

    private static InferenceParams ParamsOf(JsonElement json) => new()
    {
        Temperature = json.TryGetProperty("temperature", out var temperature) ? temperature.GetDouble() : null,
        TopP = json.TryGetProperty("top_p", out var topP) ? topP.GetDouble() : null,
        Extras = json.TryGetProperty("extras", out var extras) ? new(extras.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, new JsonValue(pair.Value)))) : ValueMap<JsonValue>.Empty,
    };

    // The reference leaves out a temperature of 0, its default.
    private static string Spell(JsonElement json) => Spell(ParamsOf(json));

    private static string Spell(InferenceParams set) =>
        FormattableString.Invariant($"{set.Temperature ?? 0} {set.TopP} {string.Join(',', set.Extras.Select(pair => $"{pair.Key}={pair.Value}"))}");
}
