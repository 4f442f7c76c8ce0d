using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of experiments.</summary>
internal static class ExperimentRules
{
    public static void Check(RuleBook rules, ExperimentSpec experiment)
    {
        const string List = "tasks";
        rules.Id("id", experiment.Id, "experiment id");
        ModelRules.Check(rules, experiment.Models);
        rules.Require(experiment.Params.Count > 0, "params", "There is no set of inference params; give at least one, which may be empty.");
        InferenceRules.CheckAll(rules, "params", experiment.Params);
        rules.Require(experiment.Tasks.Count > 0, List, "There is no task; give at least one.");
        rules.Unique(List, experiment.Tasks.Select(static task => task.Id), "task id");
        foreach (var (index, task) in experiment.Tasks.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Id(SpecPath.At(path, "id"), task.Id, "task id");
            DatasetRules.Check(rules, path, task.Dataset, task.Query, task.Dimensions, task.Cluster);
            DatasetRules.CheckTools(rules, path, task.Tools, task.McpServers);
            PromptRules.Check(rules, SpecPath.At(path, "prompts"), task.Prompts);
            ScoreRules.CheckParses(rules, SpecPath.At(path, "parses"), task.Parses);
            ScoreRules.CheckScores(rules, SpecPath.At(path, "scores"), task.Scores, task.Parses);
            ScoreRules.CheckSamples(rules, path, task.Samples, experiment.Samples, task.Scores);
        }

        rules.Range("samples", experiment.Samples, 1);
    }
}
