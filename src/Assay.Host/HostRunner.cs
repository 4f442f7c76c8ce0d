using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Assay.Contracts;
using Assay.Errors;
using Assay.Recordings;
using Assay.Sessions;
using Assay.Specs;

namespace Assay.Host;

/// <summary>Plans or runs the benchmarks of a built test assembly, or checks the project file beside them.</summary>
internal static class HostRunner
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        await using var stdout = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var lines = new JsonLines(stdout);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return arguments.Command == "check" ? Check(arguments) : await RunAsync(arguments, lines, stop.Token);
        }
        catch (AssayException exception)
        {
            foreach (var problem in exception.Problems)
                lines.Problem(problem);
            return HostExit.Problems;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return HostExit.Problems;
        }
    }

    private static int Check(HostArguments arguments)
    {
        if (ProjectFile.Find(arguments.ProjectDirectory) is { } file)
            ProjectFile.Load(file);
        return HostExit.Fine;
    }

    private static async Task<int> RunAsync(HostArguments arguments, JsonLines lines, CancellationToken cancellationToken)
    {
        var catalog = LoadCatalog(arguments.Assembly);
        if (catalog is null)
            return HostExit.Fine;
        var mode = arguments.Command == "plan" ? AssayMode.Plan : SessionSettings.ParseMode(arguments.Mode);
        var settings = new SessionSettings
        {
            ProjectDirectory = arguments.ProjectDirectory,
            StoreDirectory = arguments.Store,
            Mode = mode,
            Accept = arguments.Accept,
            FailOnMissing = arguments.FailOnMissing,
            RecordingsDirectory = arguments.Recordings ?? RecordingOptions.DefaultDirectory,
            Record = arguments.Record,
            Budget = SessionSettings.ParseBudget(arguments.Budget),
        };
        await using var session = AssaySession.Open(catalog, settings);
        if (arguments.Command == "prune")
        {
            lines.Pruned(await session.PruneRecordingsAsync(cancellationToken));
            return HostExit.Fine;
        }

        if (arguments.Command == "import")
        {
            lines.Imported(await session.ImportAsync(arguments.File!, arguments.Benchmark, cancellationToken));
            return HostExit.Fine;
        }

        if (arguments.Command == "estimate")
            return await EstimateAsync(arguments, catalog, session, lines, cancellationToken);

        var started = TimeProvider.System.GetTimestamp();
        long trials = 0, generated = 0, reused = 0, failed = 0;
        var exit = HostExit.Fine;
        foreach (var benchmark in catalog.Benchmarks)
        {
            foreach (var slice in benchmark.Spec.Slices)
            {
                if (!arguments.Includes(benchmark.Spec.Id, slice.Id))
                    continue;
                var outcome = await session.VerifyAsync(benchmark.Spec.Id, slice.Id, lines, cancellationToken);
                foreach (var problem in outcome.Problems)
                    lines.Problem(problem);
                foreach (var warning in outcome.Run?.Warnings ?? [])
                    lines.Problem(warning with { File = benchmark.SourcePath, Line = benchmark.SliceLines.GetValueOrDefault(slice.Id, benchmark.SourceLine) }, isWarning: true);
                if (outcome.Plan is not null)
                    lines.Plan(outcome.Plan, outcome.Cost);
                else if (outcome.Problems.Count == 0)
                    lines.Outcome(outcome, benchmark.SourcePath, benchmark.SliceLines.GetValueOrDefault(slice.Id, benchmark.SourceLine));
                if (outcome.Kind == OutcomeKind.Failed)
                    exit = HostExit.Problems;
                trials += outcome.Run?.Candidates ?? outcome.Plan?.Candidates ?? 0;
                generated += outcome.Run?.Generated ?? 0;
                reused += outcome.Run?.Reused ?? 0;
                failed += outcome.Run?.Failed ?? 0;
            }
        }

        if (arguments.BeforeTests)
            session.KeepSpent(Path.GetDirectoryName(arguments.Assembly)!, Path.GetFileNameWithoutExtension(arguments.Assembly));
        lines.Summary(trials, generated, reused, failed, TimeProvider.System.GetElapsedTime(started));
        return exit;
    }

    private static async Task<int> EstimateAsync(HostArguments arguments, IBenchmarkCatalog catalog, AssaySession session, JsonLines lines, CancellationToken cancellationToken)
    {
        foreach (var benchmark in catalog.Benchmarks)
        {
            foreach (var slice in benchmark.Spec.Slices.Where(slice => arguments.Includes(benchmark.Spec.Id, slice.Id)))
                lines.Estimate(slice.Id, await session.EstimateAsync(benchmark.Spec.Id, slice.Id, cancellationToken));
        }

        return HostExit.Fine;
    }

    private static IBenchmarkCatalog? LoadCatalog(string path)
    {
        if (!File.Exists(path))
            throw new AssayException(new Problem(ErrorCode.OptionInvalid, "The test assembly does not exist; build the project first.") { File = path });
        var attribute = AssemblyFolder.Load(path).GetCustomAttribute<BenchmarkCatalogAttribute>();
        return attribute is null ? null : (IBenchmarkCatalog)Activator.CreateInstance(attribute.CatalogType)!;
    }
}
