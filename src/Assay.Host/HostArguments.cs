namespace Assay.Host;

/// <summary>The process's arguments.</summary>
internal sealed record HostArguments(string Command, string Assembly)
{
    public const string Usage =
        "usage: Assay.Host plan|run|prune|check|estimate|import --assembly FILE --project-dir DIR [--store DIR] [--mode Auto|Run|Plan|Replay|Off] [--accept] [--missing fail|skip] [--recordings DIR] [--record] [--budget BUDGET] [--before-tests] [--file RESULTS] [--benchmark BENCHMARK] [--filter BENCHMARK[/SLICE]]";

    public string ProjectDirectory { get; private init; } = Environment.CurrentDirectory;

    public string? Store { get; private init; }

    public string? Mode { get; private init; }

    public bool Accept { get; private init; }

    public bool FailOnMissing { get; private init; }

    public string? Filter { get; private init; }

    public string? Recordings { get; private init; }

    public bool Record { get; private init; }

    public string? Budget { get; private init; }

    /// <summary>The results to import.</summary>
    public string? File { get; private init; }

    /// <summary>The benchmark that they are for; null for the one that they name.</summary>
    public string? Benchmark { get; private init; }

    /// <summary>Whether tests follow, which then may spend what is left of the budget alone.</summary>
    public bool BeforeTests { get; private init; }

    /// <summary>Whether a slice is asked for.</summary>
    public bool Includes(string benchmark, string slice) =>
        Filter is null || Filter == benchmark || Filter == $"{benchmark}/{slice}";

    public static HostArguments? Parse(IReadOnlyList<string> args, out string? error)
    {
        error = null;
        if (args.Count == 0 || args[0] is not ("plan" or "run" or "prune" or "check" or "estimate" or "import"))
        {
            error = "The first argument must be 'plan', 'run', 'prune', 'check', 'estimate' or 'import'.";
            return null;
        }

        var result = new HostArguments(args[0], "");
        for (var i = 1; i < args.Count; i++)
        {
            if (args[i] is "--accept" or "--record" or "--before-tests")
            {
                result = result with { Accept = result.Accept || args[i] == "--accept", Record = result.Record || args[i] == "--record", BeforeTests = result.BeforeTests || args[i] == "--before-tests" };
                continue;
            }

            if (i + 1 == args.Count)
            {
                error = $"'{args[i]}' needs a value, or is not known.";
                return null;
            }

            var value = args[i + 1];
            switch (args[i++])
            {
                case "--assembly":
                    result = result with { Assembly = Path.GetFullPath(value) };
                    break;
                case "--project-dir":
                    result = result with { ProjectDirectory = Path.GetFullPath(value) };
                    break;
                case "--store":
                    result = result with { Store = value };
                    break;
                case "--mode":
                    result = result with { Mode = value };
                    break;
                case "--missing":
                    result = result with { FailOnMissing = value == "fail" };
                    break;
                case "--recordings":
                    result = result with { Recordings = value };
                    break;
                case "--budget":
                    result = result with { Budget = value };
                    break;
                case "--file":
                    result = result with { File = Path.GetFullPath(value) };
                    break;
                case "--benchmark":
                    result = result with { Benchmark = value };
                    break;
                case "--filter":
                    result = result with { Filter = value };
                    break;
                default:
                    error = $"'{args[i - 1]}' is not known.";
                    return null;
            }
        }

        if (result.Assembly.Length == 0)
            error = "--assembly is missing.";
        else if (result is { Command: "import", File: null })
            error = "--file is missing.";
        return error is null ? result : null;
    }
}
