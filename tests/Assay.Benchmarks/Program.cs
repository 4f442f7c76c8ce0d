using Assay.Benchmarks.Generator;
using Assay.Benchmarks.Parts;
using Assay.Benchmarks.Reports;
using Assay.Benchmarks.Robustness;
using Assay.Benchmarks.Runs;
using BenchmarkDotNet.Running;

// runs [--sizes 1e3,1e4,1e5] [--items N] [--only NAME,NAME] [--json FILE] [--plot FILE]
//                          whole runs of growing size, each measure in a process of its own; a table, and JSON and a plot of memory on demand
// parts [BenchmarkDotNet's arguments]
//                          the parts alone, under BenchmarkDotNet
// generator [BENCHMARKS [REPEATS]]
//                          the generator in a project of so many benchmarks, 200 by default: a first run, runs after edits, its share of a build
// kills [--count N] [--seed N]
//                          kills a writing process N times, a hundred unless said, at random moments and looks at its store after each
// soak [--minutes N] [--trials N] [--json FILE]
//                          runs with an engine that errs and dawdles for ten minutes unless said, and fails when memory or handles grow
// provider [--candidates N] [--ms N] [--in-flight N]
//                          so many candidates against a provider over HTTP on loopback, held against Little's law
// report [--items N] [--keep FILE]
//                          the report's page of so many items under two models, 100,000 unless said: writing it, and what a browser makes of it
// measure NAME TRIALS ITEMS FOLDER
//                          one measure of one size, printed as JSON: what `runs` starts
switch (args)
{
    case ["runs", .. var rest]:
        return await RunsCommand.RunAsync(rest, default);
    case ["parts", .. var rest]:
        BenchmarkSwitcher.FromTypes([typeof(IdentityParts), typeof(PromptParts), typeof(StoreParts), typeof(StageParts), typeof(GeneratorParts)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest, new PartsConfig());
        return 0;
    case ["generator", .. { Length: <= 2 } rest]:
        return GeneratorCommand.Run(rest is [var benchmarks, ..] ? RunsOptions.Number(benchmarks) : 200, rest is [_, var repeats] ? RunsOptions.Number(repeats) : 7);
    case ["kills", .. var rest]:
        return await KillsCommand.RunAsync(rest, default);
    case ["soak", .. var rest]:
        return await SoakCommand.RunAsync(rest, default);
    case ["provider", .. var rest]:
        return await ProviderCommand.RunAsync(rest, default);
    case ["report", .. var rest]:
        return await ReportPageCommand.RunAsync(rest, default);
    case ["write-report", var folder]:
        return await ReportPageCommand.WriteAsync(folder, default);
    case ["measure", var name, var trials, var items, var folder]:
        return await MeasureCommand.RunAsync(name, RunsOptions.Number(trials), RunsOptions.Number(items), folder, default);
    default:
        await Console.Error.WriteLineAsync("usage: runs [--sizes 1e3,1e4,1e5] [--items N] [--only NAME,NAME] [--json FILE] [--plot FILE] | parts [ARGUMENTS] | generator [BENCHMARKS [REPEATS]] | kills [--count N] [--seed N] | soak [--minutes N] [--trials N] [--json FILE] | provider [--candidates N] [--ms N] [--in-flight N] | report [--items N] [--keep FILE] | measure NAME TRIALS ITEMS FOLDER");
        return 2;
}
