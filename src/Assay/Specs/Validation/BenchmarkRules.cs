using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of benchmarks.</summary>
internal static class BenchmarkRules
{
    public static void Check(RuleBook rules, BenchmarkSpec benchmark)
    {
        rules.Id("id", benchmark.Id, "benchmark id");
        ModelRules.Check(rules, benchmark.Models);
        PromptRules.Check(rules, "prompts", benchmark.Prompts);
        InferenceRules.Check(rules, benchmark.Inference);
        CheckSlices(rules, benchmark);
        ScoreRules.CheckParses(rules, "parses", benchmark.Parses);
        ScoreRules.CheckScores(rules, "scores", benchmark.Scores, benchmark.Parses);
        GateRules.Check(rules, benchmark);
        rules.Range("samples", benchmark.Samples, 1);
    }

    private static void CheckSlices(RuleBook rules, BenchmarkSpec benchmark)
    {
        const string List = "slices";
        rules.Require(benchmark.Slices.Count > 0, List, "There is no slice; give at least one.");
        rules.Unique(List, benchmark.Slices.Select(static slice => slice.Id), "slice id");
        foreach (var (index, slice) in benchmark.Slices.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Id(SpecPath.At(path, "id"), slice.Id, "slice id");
            DatasetRules.Check(rules, path, slice.Dataset, slice.Query, slice.Dimensions, slice.Cluster);
            CheckNames(rules, SpecPath.At(path, "prompts"), slice.Prompts, benchmark.Prompts.Select(static prompt => prompt.Id), "prompt");
            CheckNames(rules, SpecPath.At(path, "families"), slice.Families, benchmark.Prompts.Select(static prompt => prompt.Family), "prompt family");
            DatasetRules.CheckTools(rules, path, slice.Tools, slice.McpServers);
            ScoreRules.CheckSamples(rules, path, slice.Samples, benchmark.Samples, benchmark.Scores.Where(score => slice.Scores.Count == 0 || slice.Scores.Contains(score.Id)));
            CheckNames(rules, SpecPath.At(path, "scores"), slice.Scores, benchmark.Scores.Select(static score => score.Id), "score");
        }
    }

    private static void CheckNames(RuleBook rules, string path, ValueList<string> names, IEnumerable<string?> known, string kind)
    {
        foreach (var (index, name) in names.Index())
            rules.Known(SpecPath.At(path, index), name, known, kind);
        rules.Unique(path, names, kind, member: null);
    }
}
