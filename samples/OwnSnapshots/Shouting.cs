using Assay;
using Assay.Snapshots;
using Samples.OwnSnapshots;

[assembly: SnapshotStore<ApprovedFiles>]

namespace Samples.OwnSnapshots;

[Benchmark("shouting", Description = "Its snapshots are approved files, one for each slice, in place of Assay's own.")]
[Model("upper-case")]
public static partial class Shouting
{
    [Slice("words")]
    public static Dataset<Word> Words => Dataset.Jsonl<Word>("data/words.jsonl");

    [Engine("upper-case")]
    public static string UpperCase(Word item) => item.Text.ToUpperInvariant();

    [Score("right")]
    public static bool Right(Word item, Output output) => output.Text == item.Shouted;

    public sealed record Word(string Id, string Text, string Shouted);
}
