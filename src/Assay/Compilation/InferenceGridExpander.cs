using System.Globalization;
using System.Text.Json;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Compilation;

/// <summary>Expands a grid of inference params into the sets that are run.</summary>
public static class InferenceGridExpander
{
    /// <summary>
    /// Each base set, in order, times each combination of overrides: keys in ordinal order, the last one changing fastest,
    /// values in the order given. A key that no parameter has goes to the extras; JSON's null restores the provider's
    /// default. A set that equals an earlier one is left out: it would ask the same thing twice.
    /// </summary>
    /// <param name="grid">The grid.</param>
    /// <param name="path">Where it stands in the spec, for problems.</param>
    /// <exception cref="SpecValidationException">Values do not fit their keys, or a key has none; one problem for each, with its path.</exception>
    public static ValueList<InferenceParams> Expand(InferenceGrid grid, string path = "inference")
    {
        var problems = new List<Problem>();
        IEnumerable<InferenceParams> sets = grid.Params.Count == 0 ? [new InferenceParams()] : grid.Params;
        foreach (var (key, values) in grid.Overrides)
        {
            var place = $"{path}.overrides.{key}";
            if (values.Count == 0)
                problems.Add(new Problem(ErrorCode.SchemaMismatch, "The override has no values; give at least one, or remove the key.") { Path = place });
            for (var i = 0; i < values.Count; i++)
                if (!InferenceOverride.TryApply(new InferenceParams(), key, values[i], out _, out var wanted))
                    problems.Add(new Problem(ErrorCode.SchemaMismatch, $"{values[i]} is not {wanted}; correct the value.") { Path = string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]") });
        }

        if (problems.Count > 0)
            throw new SpecValidationException(problems);
        foreach (var (key, values) in grid.Overrides)
            sets = sets.SelectMany(_ => values, (set, value) => Apply(set, key, value));
        return ValueList.From(sets.Distinct());
    }

    private static InferenceParams Apply(InferenceParams set, string key, JsonValue value) =>
        InferenceOverride.TryApply(set, key, value, out var applied, out _) ? applied : throw new JsonException();
}
