using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Benchmarks.Generator;

/// <summary>Times the generator in a project of many benchmarks: a first run, runs after edits, and its share of a clean build.</summary>
internal static class GeneratorCommand
{
    private const int WarmUps = 4;

    /// <summary>How often a compile server has built the project before it counts as warm: as often as the runtime takes to compile the generator for good.</summary>
    private const int ServerWarmUps = 8;

    /// <summary>How much oftener an edit is timed than a build.</summary>
    private const int EditsEach = 8;

    /// <summary>Prints a table.</summary>
    /// <param name="benchmarks">How many benchmarks the project has.</param>
    /// <param name="repeats">How often each is timed; the middle one counts.</param>
    public static int Run(int benchmarks, int repeats)
    {
        var project = new GeneratorProject(benchmarks);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## The generator in a project of {benchmarks} benchmarks\n\n| run | ms | CPU ms |\n|---|---:|---:|"));
        var first = Middle(repeats, project.Fresh, static compilation => GeneratorProject.Driver().RunGenerators(compilation));
        Report("first", first);
        foreach (var edit in Enum.GetValues<GeneratorEdit>())
            Report($"after an edit: {edit}", Middle(repeats * EditsEach, Prepare(project, edit, GeneratorProject.Driver()), static state => state.Driver.RunGenerators(state.Compilation)));
        Report("a generator that reads nothing, after an edit", Middle(repeats * EditsEach, Prepare(project, GeneratorEdit.UnrelatedBody, GeneratorProject.Driver(new BareGenerator())), static state => state.Driver.RunGenerators(state.Compilation)));

        var build = Middle(repeats, project.Fresh, static compilation => Build(compilation, hasGenerator: true));
        Report("compiling anew", build);
        Report("compiling anew, of what was generated before", Middle(repeats, Generated(project), static compilation => Build(compilation, hasGenerator: false)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe generator's first run takes {first.Processor / build.Processor:0.0 %} of compiling anew."));
        ReportCleanBuild(project, repeats);
        return 0;
    }

    private static void ReportCleanBuild(GeneratorProject project, int repeats)
    {
        using var clean = CleanBuild.Of(project);
        ReportCleanBuild(clean, repeats, isWarm: false, "by a compiler that starts anew");
        for (var i = 0; i < ServerWarmUps; i++)
            clean.Run(isWarm: true);
        ReportCleanBuild(clean, repeats, isWarm: true, "by a compile server that is warm");
    }

    private static void ReportCleanBuild(CleanBuild clean, int repeats, bool isWarm, string how)
    {
        var runs = Enumerable.Range(0, repeats).Select(_ => clean.Run(isWarm)).OrderBy(static run => run.Generator / run.Whole).ToList();
        var (whole, generator, analyzer) = runs[runs.Count / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nA clean `dotnet build` {how} takes {whole.TotalMilliseconds:0} ms, of which the generator takes {generator.TotalMilliseconds:0} ms ({generator / whole:0.0 %}) and the analyzer {analyzer.TotalMilliseconds:0} ms."));
    }

    private static Func<(GeneratorDriver Driver, CSharpCompilation Compilation)> Prepare(GeneratorProject project, GeneratorEdit edit, GeneratorDriver fresh)
    {
        var (driver, ordinal) = (fresh.RunGenerators(project.Compilation), 0);
        return () => (driver = driver.RunGenerators(project.Compilation), project.Edited(edit, ordinal++));
    }

    private static Func<CSharpCompilation> Generated(GeneratorProject project)
    {
        GeneratorProject.Driver().RunGeneratorsAndUpdateCompilation(project.Compilation, out var output, out _);
        var trees = output.SyntaxTrees.Select(static tree => (tree.FilePath, Text: tree.GetText())).ToList();
        return () => project.Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Select(tree => CSharpSyntaxTree.ParseText(tree.Text, (CSharpParseOptions)project.Compilation.SyntaxTrees[0].Options, tree.FilePath)));
    }

    private static bool Build(CSharpCompilation compilation, bool hasGenerator)
    {
        Microsoft.CodeAnalysis.Compilation output = compilation;
        if (hasGenerator)
            GeneratorProject.Driver().RunGeneratorsAndUpdateCompilation(compilation, out output, out _);
        using var stream = new MemoryStream();
        return output.Emit(stream).Success ? true : throw new InvalidOperationException("The project does not compile.");
    }

    private static Timing Middle<TState, TResult>(int repeats, Func<TState> prepare, Func<TState, TResult> run)
    {
        var (clocks, processor) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUps + repeats; i++)
        {
            var state = prepare();
            GC.Collect();
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            GC.KeepAlive(run(state));
            if (i < WarmUps)
                continue;
            clocks.Add(clock.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        return new Timing(clocks.Order().ElementAt(clocks.Count / 2), processor.Order().ElementAt(processor.Count / 2));
    }

    private static void Report(string run, Timing timing) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run} | {timing.Clock:0.0} | {timing.Processor:0.0} |"));

    private readonly record struct Timing(double Clock, double Processor);
}
