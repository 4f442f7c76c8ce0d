using System.Globalization;
using Assay.Specs.Serialization;
using Assay.Statistics;

namespace Assay.Specs.Validation;

/// <summary>The rules of parses and scores.</summary>
internal static class ScoreRules
{
    /// <summary>Checks parses.</summary>
    public static void CheckParses(RuleBook rules, string list, ValueList<ParseSpec> parses)
    {
        rules.Unique(list, parses.Select(static parse => parse.Id), "parse id");
        foreach (var (index, parse) in parses.Index())
        {
            var path = SpecPath.At(list, index);
            rules.Id(SpecPath.At(path, "id"), parse.Id, "parse id");
            var extractors = SpecPath.At(path, "extractors");
            rules.Require(parse.Extractors.Count > 0, extractors, "The parse has no extractor; give at least one.");
            foreach (var (step, extractor) in parse.Extractors.Index())
                CheckPlugin(rules, SpecPath.At(extractors, step), extractor.Id, extractor.Version, "extractor id");
        }
    }

    /// <summary>Checks scores against the parses that they may name.</summary>
    public static void CheckScores(RuleBook rules, string list, ValueList<ScoreSpec> scores, ValueList<ParseSpec> parses)
    {
        rules.Unique(list, scores.Select(static score => score.Id), "score id");
        foreach (var (index, score) in scores.Index())
        {
            var path = SpecPath.At(list, index);
            rules.Id(SpecPath.At(path, "id"), score.Id, "score id");
            var metrics = SpecPath.At(path, "metrics");
            rules.Require(score.Metrics.Count > 0, metrics, "The score has no metric; give at least one.");
            rules.Unique(metrics, score.Metrics.Select(static metric => metric.Id), "metric");
            foreach (var (step, metric) in score.Metrics.Index())
                CheckPlugin(rules, SpecPath.At(metrics, step), metric.Id, metric.Version, "metric id");
            if (score.Parse is not null)
                rules.Known(SpecPath.At(path, "parse"), score.Parse, parses.Select(static parse => parse.Id), "parse");
            rules.Require(score.IfUnparsed is null || score.Parse is not null, SpecPath.At(path, "if_unparsed"), "The score reads no parse, so none can fail; name a parse, or remove this.");
            rules.Range(SpecPath.At(path, "if_unparsed"), score.IfUnparsed, double.MinValue);
            rules.Defined(SpecPath.At(path, "scope"), score.Scope);
            rules.Require(score.IfUnparsed is null || score.Scope != ScoreScope.Slice, SpecPath.At(path, "if_unparsed"), "A score of the whole slice reads unreadable answers itself; remove this.");
            rules.Require(score.Reduction is null || SampleReduction.TryParse(score.Reduction, out _), SpecPath.At(path, "reduction"), $"'{score.Reduction}' is no reduction; write mean, max, majority, or pass@k with k from 1.");
        }
    }

    /// <summary>Checks that the samples of a slice or task are enough for the reductions of its scores.</summary>
    public static void CheckSamples(RuleBook rules, string path, int? own, int samples, IEnumerable<ScoreSpec> scores)
    {
        rules.Range(SpecPath.At(path, "samples"), own, 1);
        foreach (var score in scores.Where(static score => score.Reducer.LeastSamples > 1))
        {
            var least = score.Reducer.LeastSamples;
            rules.Require((own ?? samples) >= least, SpecPath.At(path, "samples"), string.Create(CultureInfo.InvariantCulture, $"The score '{score.Id}' is reduced by {score.Reducer.Name}, which needs {least} samples, and there are {own ?? samples}; take more samples, or a smaller k."));
        }
    }

    private static void CheckPlugin(RuleBook rules, string path, string id, string? version, string kind)
    {
        rules.PluginId(SpecPath.At(path, "id"), id, kind);
        if (version is not null)
            rules.Text(SpecPath.At(path, "version"), version, "version");
    }
}
