using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>
/// What a benchmark runs and what that takes, kept as <c>Name.plan.verified.md</c> beside the class, so that a pull request shows it before anything is spent.
/// A benchmark has one from when its plan was first accepted; deleting the file ends it.
/// </summary>
/// <param name="request">Where the snapshot lies, and whether to accept.</param>
/// <param name="time">Times the wait for another process.</param>
public sealed class PlanSnapshot(SnapshotRequest request, TimeProvider time)
{
    private readonly string verified = PathOf(request, "verified");
    private readonly string received = PathOf(request, "received");

    /// <summary>Whether the benchmark has one.</summary>
    public bool Exists => File.Exists(verified);

    /// <summary>Holds a slice's plan against the verified one, and accepts it when asked.</summary>
    /// <param name="benchmark">Gives the title and the order of slices.</param>
    /// <param name="details">What is run now.</param>
    /// <param name="acceptsScores">Whether accepting concerns the scores too; without, the snapshot keeps by what they were made.</param>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <returns>What differs, for people; empty when nothing does, or it was accepted.</returns>
    /// <exception cref="SnapshotException">The file cannot be read (<see cref="ErrorCode.SnapshotMalformed"/>) or written (<see cref="ErrorCode.SnapshotUnwritable"/>).</exception>
    public async Task<string> VerifyAsync(BenchmarkSpec benchmark, SlicePlanDetails details, bool acceptsScores, CancellationToken cancellationToken = default)
    {
        using var held = await SnapshotLock.TakeAsync(SnapshotPaths.Verified(request), time, cancellationToken);
        var sections = await ReadAsync(verified, cancellationToken);
        var before = sections.GetValueOrDefault(details.Slice, "");
        var isAcceptedWhole = request.Accept && acceptsScores;
        var now = PlanSection.Write(details, isAcceptedWhole ? new Dictionary<(string Kind, string Id), string>() : PlanSection.ScoredBy(before, details));
        var pending = await ReadAsync(received, cancellationToken);
        if (pending.Count == 0)
            pending = new Dictionary<string, string>(sections, StringComparer.Ordinal);
        pending[details.Slice] = now;
        if (request.Accept)
        {
            sections[details.Slice] = now;
            await SnapshotIO.WriteOneAsync(verified, TextOf(benchmark, sections), "");
        }

        if (TextOf(benchmark, pending) == TextOf(benchmark, sections))
            SnapshotIO.DeleteOne(received);
        else
            await SnapshotIO.WriteOneAsync(received, TextOf(benchmark, pending), "");
        if (before == now || request.Accept)
            return "";
        return $"{RowText.Escape(benchmark.Id)} / {RowText.Escape(details.Slice)}: the plan is not the verified one.\n\n{TableDiff.Of(before, now)}\nreceived: {Relative(received)}\nverified: {Relative(verified)}\naccept with: {request.AcceptCommand}\n";
    }

    /// <summary>What the verified plan says is measured otherwise now, so that scores cannot be compared.</summary>
    /// <param name="details">What is run now.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SnapshotException">A file cannot be read (<see cref="ErrorCode.SnapshotMalformed"/>).</exception>
    public async Task<IReadOnlyList<MeasureChange>> FindChangesAsync(SlicePlanDetails details, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(verified, cancellationToken)).TryGetValue(details.Slice, out var section))
            return [];
        var paths = SnapshotPaths.Verified(request);
        var items = (await ItemsStore.ReadAsync(paths, [], cancellationToken))
            .Where(row => row.Slice == details.Slice && !row.IsOfSlice)
            .Select(static row => row.ItemId)
            .ToHashSet(StringComparer.Ordinal);
        return [.. PlanSection.Compare(section, details, items)];
    }

    /// <summary>Makes the received plan the verified one.</summary>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="SnapshotException">The received file cannot be read, or the verified one not written.</exception>
    public async Task<bool> AcceptAsync(CancellationToken cancellationToken = default)
    {
        using var held = await SnapshotLock.TakeAsync(SnapshotPaths.Verified(request), time, cancellationToken);
        if (!File.Exists(received))
            return false;
        await SnapshotIO.WriteOneAsync(verified, await SnapshotIO.ReadAsync(received, cancellationToken), "");
        SnapshotIO.DeleteOne(received);
        return true;
    }

    private static async Task<Dictionary<string, string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var sections = TableFile.Split(await SnapshotIO.ReadAsync(path, cancellationToken), path);
        return sections.ToDictionary(static pair => pair.Key["## ".Length..].Replace("\\", "", StringComparison.Ordinal), static pair => pair.Value, StringComparer.Ordinal);
    }

    private static string TextOf(BenchmarkSpec benchmark, Dictionary<string, string> sections) => TableFile.Join(
        benchmark with { Id = benchmark.Id + ": plan" },
        sections.Where(pair => benchmark.Slices.Any(slice => slice.Id == pair.Key)).ToDictionary(StringComparer.Ordinal));

    private static string PathOf(SnapshotRequest request, string kind) =>
        Path.Combine(request.Directory, $"{SnapshotName.Of(request.Name)}.plan.{kind}.md");

    private string Relative(string path) => Path.GetRelativePath(request.ProjectDirectory ?? request.Directory, path).Replace('\\', '/');
}
