using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>The work of one plan in one stage, or of one column of it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Plan">The plan's row.</param>
/// <param name="PlanKey">The plan's identity.</param>
/// <param name="Parse">The parse's row; 0 for none.</param>
/// <param name="ParseKey">The parse's identity.</param>
/// <param name="Metric">The metric's row; 0 for none.</param>
/// <param name="MetricKey">The metric's identity.</param>
internal sealed record WorkSelection(WorkStage Stage, long Plan, Hash128 PlanKey, long Parse, Hash128 ParseKey, long Metric, Hash128 MetricKey)
{
    /// <summary>Whether the plan's candidates are rows.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>How many candidates the plan has.</summary>
    public long Candidates { get; init; }
}
