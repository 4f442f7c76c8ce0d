using Assay.Errors;
using Assay.Execution;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Sessions;

/// <summary>What a slice's test has to say.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Kind">How it ends.</param>
/// <param name="Message">For people: what happened and what to do; several lines are possible.</param>
public sealed record SliceOutcome(string Benchmark, string Slice, OutcomeKind Kind, string Message)
{
    /// <summary>What was run; null in <see cref="AssayMode.Plan"/> and <see cref="AssayMode.Off"/>.</summary>
    public SliceRun? Run { get; init; }

    /// <summary>What would be run; null but in <see cref="AssayMode.Plan"/>.</summary>
    public SlicePlan? Plan { get; init; }

    /// <summary>What the missing generations would cost, in words; null but in <see cref="AssayMode.Plan"/> where some cost money.</summary>
    public string? Cost { get; init; }

    /// <summary>The comparison with the verified scores; null where nothing was compared.</summary>
    public SliceVerdict? Verdict { get; init; }

    /// <summary>The figure of each score, model and way of asking, for reports of tests; empty where nothing was run.</summary>
    public ValueList<SliceFigure> Figures { get; init; } = [];

    /// <summary>What the test's output shows: the message (of a failing test its first line, of a skipped one nothing, since frameworks show the whole as the reason), the slice's table, the verdict on each score, and where the report is. It is the message alone where nothing was run, and may be empty.</summary>
    public string Output { get; init; } = Message;

    /// <summary>The file that tells this outcome, in the store's folder: how it ended, with figures and comparisons, as JSON; null where none was left.</summary>
    public string? File { get; init; }

    /// <summary>What was at fault, with file and line; empty unless it could not be run.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
