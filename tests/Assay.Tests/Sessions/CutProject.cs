using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Assay.Contracts;
using Assay.Sessions;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Tests.Datasets;

namespace Assay.Tests.Sessions;

/// <summary>A project of one slice of three items, whose engine says what a test wants, and whose assembly may have scrubbers.</summary>
internal sealed class CutProject : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int calls;

    public CutProject() => WriteItems(3);

    /// <summary>How often the engine was asked.</summary>
    public int Calls => calls;

    public int Samples { get; init; } = 1;

    public bool IsPaid { get; init; }

    public GateSpec? Gate { get; init; }

    /// <summary>The items, as lines; three of them unless said.</summary>
    public string Lines
    {
        init => folder.Write("questions.jsonl", value);
    }

    /// <summary>Computes a score of the whole slice; null for none.</summary>
    public Func<double>? Whole { get; init; }

    /// <summary>Scrubbers of the test assembly, as pattern and replacement.</summary>
    public IReadOnlyList<(string Pattern, string Replacement)> Scrubbers { get; init; } = [];

    public IEnumerable<string> SnapshotTexts => Directory.EnumerateFiles(folder.Path, "Cuts.*").Select(File.ReadAllText);

    public Task<SliceOutcome> AcceptAsync() => RunAsync("1", static (_, _) => "yes", static settings => settings with { Accept = true, Mode = AssayMode.Run });

    /// <summary>Runs another version of the engine.</summary>
    /// <param name="version">The version, which decides what is stored already.</param>
    /// <param name="answer">What it says to an item, by number, in a sample.</param>
    /// <param name="change">Changes the settings.</param>
    public async Task<SliceOutcome> RunAsync(string version, Func<int, int, string> answer, Func<SessionSettings, SessionSettings>? change = null)
    {
        var settings = new SessionSettings { ProjectDirectory = folder.Path };
        await using var session = AssaySession.Open(Catalog(Definition(version, answer)), change?.Invoke(settings) ?? settings);
        return await session.VerifyAsync("cuts", "all", null, TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a file of the project in another's place.</summary>
    public void Write(string file, string text) => folder.Write(file, text);

    /// <summary>Writes the slice's items anew.</summary>
    public void WriteItems(int count) =>
        folder.Write("questions.jsonl", string.Concat(Enumerable.Range(0, count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"q{i:00}\",\"text\":\"{i}\"}}\n"))));

    public void Dispose() => folder.Dispose();

    private BenchmarkDefinition Definition(string version, Func<int, int, string> answer) => new()
    {
        Spec = new BenchmarkSpec("cuts")
        {
            Models = [new ModelSpec("m", "e")],
            Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "questions.jsonl" })],
            Samples = Samples,
            Scores = Whole is null
                ? [new ScoreSpec("right", [new MetricSpec("right")])]
                : [new ScoreSpec("right", [new MetricSpec("right")]), new ScoreSpec("whole", [new MetricSpec("whole")]) { Scope = ScoreScope.Slice }],
            Gates = Gate is null ? [] : [Gate],
        },
        Plugins = new PluginRegistry()
            .Add(new FunctionEngine("e", version, EngineInput.Item, IsPaid, (request, _) =>
            {
                Interlocked.Increment(ref calls);
                return ValueTask.FromResult<Output>(answer(int.Parse(request.Item.Id[1..], CultureInfo.InvariantCulture), request.SampleIndex));
            }))
            .Add(new FunctionMetric("right", "1", static (context, _) => ValueTask.FromResult(context.Output.Text == "broken" ? throw new FormatException("No.") : new MetricResult(context.Output.Text == "yes" ? 1 : 0))))
            .Add(new FunctionSliceMetric("whole", "1", (_, _) => ValueTask.FromResult(new MetricResult(Whole!())))),
        Datasets = new Dictionary<string, IDatasetSource> { ["all"] = Dataset.Jsonl<Question>("questions.jsonl").Bind(static question => question.Id) },
        Name = "Cuts",
    };

    /// <summary>A catalog in an assembly of its own, with the scrubbers as its attributes.</summary>
    private AnyCatalog Catalog(BenchmarkDefinition definition)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Scrubbed"), AssemblyBuilderAccess.RunAndCollect);
        var constructor = typeof(SnapshotScrubberAttribute).GetConstructor([typeof(string), typeof(string)])!;
        foreach (var (pattern, replacement) in Scrubbers)
            assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, [pattern, replacement]));
        var type = assembly.DefineDynamicModule("Scrubbed").DefineType("Catalog", TypeAttributes.Public, typeof(AnyCatalog));
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var catalog = (AnyCatalog)Activator.CreateInstance(type.CreateType())!;
        catalog.Benchmarks = [definition];
        return catalog;
    }
}
