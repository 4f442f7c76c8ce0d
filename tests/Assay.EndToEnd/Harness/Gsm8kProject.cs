using Assay.Tests.Conformance;

namespace Assay.EndToEnd.Harness;

/// <summary>The GSM8K project with its data, or a skipped test where the data is absent.</summary>
internal static class Gsm8kProject
{
    public static UserProject Create()
    {
        var source = SharedFiles.Require("data/gsm8k/example_model_solutions.jsonl");
        var project = UserProject.Create("Gsm8k");
        Directory.CreateDirectory(project.PathOf("data"));
        File.Copy(source, project.PathOf("data/problems.jsonl"));
        File.Copy(source, project.PathOf("data/solutions.jsonl"));
        foreach (var file in Directory.EnumerateFiles(project.PathOf("data")))
            File.SetAttributes(file, FileAttributes.Normal);
        return project;
    }

    /// <summary>How many items of each model the verified snapshot scores 1.</summary>
    public static Dictionary<string, int> CorrectCounts(UserProject project) => File.ReadLines(project.PathOf("Gsm8k.verified.items.tsv"))
        .Skip(1)
        .Select(static line => line.Split('\t'))
        .Where(static columns => columns[6] == "1")
        .GroupBy(static columns => columns[2])
        .ToDictionary(static group => group.Key, static group => group.Count());
}
