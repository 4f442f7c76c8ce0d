using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Execution.Workers;

/// <summary>What a worker is, offers and does when there is nothing to do.</summary>
public sealed record WorkerOptions
{
    /// <summary>
    /// What it is called in leases; at any time no two workers of a store may have the same name. One that starts under the name of
    /// one that died takes that one's leases back at once. Null makes a name of the machine, the process and a random part.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>What it offers; it must be all that the project's backend asks for (<see cref="WorkerPoolBackendSpec.Tags"/>), in the same letters. Empty by default.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>The benchmarks with code whose runs it may carry out; other runs are carried out from the spec that was kept with them, with the registry's plugins.</summary>
    public IReadOnlyList<RunSource> Sources { get; init; } = [];

    /// <summary>How many generations it leases at once, at least 1; null for the project's limit of those in flight. It holds twice as many at most, so that it need not wait for the last of the first ones.</summary>
    public int? LeaseSize { get; init; }

    /// <summary>
    /// Whether it goes on looking for work until it is cancelled. False, the default, ends it once nothing is pending: while another
    /// worker holds leases it stays, and takes over what that one leaves behind.
    /// </summary>
    public bool KeepPolling { get; init; }

    /// <summary>Secrets, settings, labels and handlers of tools; none by default.</summary>
    public RuntimeContext Context { get; init; } = RuntimeContext.Empty;

    /// <summary>Told of what this worker does, on top of what was done when it came to a run; nobody by default. <see cref="Orchestrator.GetRunProgressAsync"/> tells of all workers.</summary>
    public ProgressConfig? Progress { get; init; }

    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: the options are out of range, or lack what the project's work needs; every problem at once.</exception>
    internal void EnsureValid(ProjectSpec project, WorkerPoolBackendSpec pool)
    {
        var problems = new List<Problem>();
        if (Name is not null && string.IsNullOrWhiteSpace(Name))
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"{nameof(Name)} is empty; give the worker a name, or null to have one made."));
        if (LeaseSize < 1)
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"{nameof(LeaseSize)} is less than 1, so that no work could ever be leased; set it to 1 or more."));
        string[] missing = [.. pool.Tags.Except(Tags, StringComparer.Ordinal)];
        if (missing.Length > 0)
            problems.Add(new Problem(ErrorCode.OptionInvalid, $"The work of the project '{project.Name}' needs workers that offer {string.Join(", ", missing.Select(static tag => $"'{tag}'"))}, and this one offers {(Tags.Count == 0 ? "nothing" : string.Join(", ", Tags.Select(static tag => $"'{tag}'")))}; start it with these tags where it has what they mean, or take them off the project's backend."));
        if (problems.Count > 0)
            throw new AssayException(problems);
    }
}
