using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Cli.Reading;

/// <summary>A run as it is stored, or one that was planned and never began.</summary>
/// <param name="Details">How it went; null for one that never began.</param>
/// <param name="Manifest">What was planned; null for slices that tests ran one by one.</param>
/// <param name="Plans">Its slices, in order.</param>
internal sealed record StoredRun(RunDetails? Details, ManifestRecord? Manifest, IReadOnlyList<StoredPlan> Plans)
{
    /// <summary>What people call it: <c>r</c> and its row, or the beginning of the plan's identity.</summary>
    public string Name => Details is { } details ? $"r{details.Id}" : Manifest!.RunId.Short;

    /// <summary>The benchmark's or experiment's id.</summary>
    public string Benchmark => Manifest?.Name ?? (Plans.Count > 0 ? Plans[0].Experiment.Id : "");

    /// <summary>When it began, or was planned.</summary>
    public DateTimeOffset At => Details?.Began ?? Manifest!.Created;

    /// <summary>The slices' ids.</summary>
    public string Slices => string.Join(", ", Plans.Select(static plan => plan.Slice));

    /// <summary>How it stands.</summary>
    public RunState State => Details?.State ?? RunState.Pending;
}
