using Assay.Planning;

namespace Assay.Execution;

/// <summary>One task of a run: its plan and the plan's rows in the store.</summary>
/// <param name="Slice">The plan.</param>
/// <param name="Binding">The rows.</param>
internal sealed record PreparedTask(PlannedSlice Slice, PlanBinding Binding);
