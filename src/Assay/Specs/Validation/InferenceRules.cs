using System.Text.Json;
using Assay.Errors;
using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of inference params and grids.</summary>
internal static class InferenceRules
{
    private static readonly string[] Formats = ["text", "json", "json_schema"];
    private static readonly string[] Names = [.. SpecSerializer.InfoOf(typeof(InferenceParams)).Properties.Select(static property => property.Name)];

    /// <summary>Checks one set of params.</summary>
    public static void Check(RuleBook rules, string path, InferenceParams parameters)
    {
        rules.Range(SpecPath.At(path, "temperature"), parameters.Temperature, 0);
        rules.Range(SpecPath.At(path, "top_p"), parameters.TopP, 0, 1, leastIsExcluded: true);
        rules.Range(SpecPath.At(path, "top_k"), parameters.TopK, 1);
        rules.Range(SpecPath.At(path, "max_tokens"), parameters.MaxTokens, 1);
        rules.Range(SpecPath.At(path, "logprobs"), parameters.Logprobs, 0);
        var stop = SpecPath.At(path, "stop");
        foreach (var (index, text) in parameters.Stop.Index())
            rules.Require(!string.IsNullOrEmpty(text), SpecPath.At(stop, index), "A stop text is empty; remove it.");
        rules.Unique(stop, parameters.Stop, "stop text", member: null);
        if (parameters.ResponseFormat is { } format)
            rules.Known(SpecPath.At(path, "response_format"), format, Formats, "response format");
        foreach (var key in parameters.Extras.Keys)
        {
            var place = SpecPath.At(SpecPath.At(path, "extras"), key);
            rules.Text(place, key, "key");
            rules.Require(!Names.Contains(key), place, $"'{key}' is a parameter of its own; set it outside the extras.");
        }
    }

    /// <summary>Checks sets of params that must differ.</summary>
    public static void CheckAll(RuleBook rules, string path, ValueList<InferenceParams> sets)
    {
        var seen = new Dictionary<InferenceParams, int>();
        foreach (var (index, set) in sets.Index())
        {
            Check(rules, SpecPath.At(path, index), set);
            if (!seen.TryAdd(set, index))
                rules.Add(SpecPath.At(path, index), $"These params are the same as {SpecPath.At(path, seen[set])}; remove one of them.");
        }
    }

    /// <summary>Checks a grid: base params, and each override as the parameter that it sets.</summary>
    public static void Check(RuleBook rules, InferenceGrid grid)
    {
        CheckAll(rules, "inference.params", grid.Params);
        foreach (var (key, values) in grid.Overrides)
        {
            var path = SpecPath.At("inference.overrides", key);
            rules.Text(path, key, "key");
            rules.Require(values.Count > 0, path, "There is no value to try; give at least one, or remove the key.");
            rules.Require(key != "extras", path, "Extras are overridden key by key; name the key itself here.");
            var seen = new HashSet<JsonValue>();
            foreach (var (index, value) in values.Index())
            {
                var place = SpecPath.At(path, index);
                if (!seen.Add(value))
                    rules.Add(place, $"The value {value} is given twice; remove one.");
                if (key != "extras" && Names.Contains(key))
                    CheckOverride(rules, place, key, value);
            }
        }
    }

    private static void CheckOverride(RuleBook rules, string place, string key, JsonValue value)
    {
        try
        {
            var trial = new RuleBook();
            Check(trial, "", SpecJson.Read<InferenceParams>($$"""{"{{JsonEncodedText.Encode(key)}}":{{value}}}"""));
            foreach (var problem in trial.Problems)
                rules.Add(place, problem.Message);
        }
        catch (SpecValidationException error)
        {
            foreach (var problem in error.Problems)
                rules.Add(place, problem.Message);
        }
    }
}
