using System.Text;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;
using ZstdSharp;

namespace Assay.Cli.Tests;

/// <summary>A folder with all that commands work on: a store, a shard's store, recordings, snapshots, specs and a project file.</summary>
internal static class Shelf
{
    public static readonly BenchmarkSpec Triage = new("triage")
    {
        Slices = [new SliceSpec("billing", new DatasetSpec(DatasetKind.Memory))],
        Scores = [new ScoreSpec("accuracy", [new MetricSpec("exact")])],
    };

    /// <summary>Fills a copy of a store's folder.</summary>
    public static async Task<string> FillAsync(SampleStore store)
    {
        var folder = store.Copy();
        Copy(Path.Combine(store.Folder, ".assay"), Path.Combine(folder, "shard"));
        await WriteAsync(folder, "assay.toml", "name = \"sums\"\n\n[[prices]]\nmodel = \"small\"\ninput_per_million = 0.15\noutput_per_million = 0.6\n");
        await WriteAsync(folder, "before.json", SpecJson.Write(SampleStore.Spec("Add.", "What is {item.question}?")));
        await WriteAsync(folder, "after.json", SpecJson.Write(SampleStore.Spec("Add with care.", "What is {item.question}?")));
        await SnapshotAsync(folder, "deep/Triage.verified", 12, 9);
        await SnapshotAsync(folder, "deep/Triage.received", 12, 5);
        Record(Path.Combine(folder, "recordings", "sums.jsonl.zst"), Answer(1, "2"), Answer(2, "4"), Answer(3, "a", judge: "grader"));
        return folder;
    }

    /// <summary>Writes three sides of an items file, two of which changed a row otherwise.</summary>
    public static async Task MergedAsync(string folder)
    {
        foreach (var (side, score) in new[] { ("base", 0.0), ("ours", 1.0), ("theirs", 0.5) })
            await WriteAsync(folder, side + ".tsv", ItemsFile.Write([new ItemScore("billing", "t-00", "m", "", "", "accuracy", [new SampleScore(score)])]));
    }

    /// <summary>Writes an items file and its table: the first of the items are right.</summary>
    public static async Task SnapshotAsync(string folder, string name, int items, int right)
    {
        ItemScore[] rows = [.. Enumerable.Range(0, items).Select(i => new ItemScore("billing", $"t-{i:00}", "m", "", "", "accuracy", [new SampleScore(i < right ? 1 : 0)]))];
        await WriteAsync(folder, name + ".items.tsv", ItemsFile.Write(rows));
        await WriteAsync(folder, name + ".md", TableFile.Write(Triage, rows));
    }

    /// <summary>Writes a file of recorded answers.</summary>
    public static void Record(string path, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var packed = new CompressionStream(file);
        packed.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))));
    }

    /// <summary>A recorded answer.</summary>
    public static string Answer(int key, string text, string? judge = null) =>
        $$$"""{"key":"{{{key:x32}}}",{{{(judge is null ? "" : $"\"judge\":\"{judge}\",\"judge_version\":\"1\",")}}}"model":"small","seed":1,"attempt":1,"duration_ms":5,"output":{"text":"{{{text}}}"}}""";

    public static async Task WriteAsync(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
