using System.Security.Cryptography;
using System.Text;
using Assay.Contracts;
using Assay.Sessions;
using Assay.Specs;
using Assay.Tests.Datasets;

namespace Assay.Tests.Sessions;

/// <summary>
/// A project in a folder of its own: one benchmark over three questions, once in each file format, whose answers are recorded.
/// It is run and accepted once, so that it has a store and snapshots; then one of its files may be broken.
/// </summary>
internal sealed class QuestionProject : IDisposable
{
    public const int Questions = 3;

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, byte[]> good = [];

    private QuestionProject(string? storeDirectory)
    {
        StoreDirectory = storeDirectory ?? PathOf(".assay");
        folder.Write("questions.jsonl", "{\"id\":\"q1\",\"text\":\"One?\",\"points\":1}\n{\"id\":\"q2\",\"text\":\"Two?\",\"points\":2}\n{\"id\":\"q3\",\"text\":\"Three?\",\"points\":3}\n");
        folder.Write("questions.json", "[\n  {\"id\":\"q1\",\"text\":\"One?\"},\n  {\"id\":\"q2\",\"text\":\"Two?\"},\n  {\"id\":\"q3\",\"text\":\"Three?\"}\n]\n");
        folder.Write("questions.csv", "id,text,points\nq1,One?,1\nq2,Two?,2\nq3,Three?,3\n");
        folder.Write("answers.jsonl", "{\"id\":\"q1\",\"small\":\"1\"}\n{\"id\":\"q2\",\"small\":\"2\"}\n{\"id\":\"q3\",\"small\":\"x\"}\n");
        folder.Write("assay.toml", "name = \"p\"\n");
    }

    /// <summary>The store's folder, absolute.</summary>
    public string StoreDirectory { get; }

    private static BenchmarkSpec Spec => new("questions")
    {
        Models = [new ModelSpec("small", "recorded")],
        Slices = [Slice("jsonl", DatasetKind.Jsonl), Slice("json", DatasetKind.Json), Slice("csv", DatasetKind.Csv)],
        Scores = [new ScoreSpec("right", [new MetricSpec("right")])],
    };

    /// <summary>The project with its snapshots accepted.</summary>
    /// <param name="storeDirectory">The store's folder; null for <c>.assay</c> in the project.</param>
    public static async Task<QuestionProject> AcceptedAsync(string? storeDirectory = null)
    {
        var project = new QuestionProject(storeDirectory);
        await using (var session = project.Open(accept: true))
        {
            foreach (var slice in Spec.Slices)
                Assert.Equal(OutcomeKind.Accepted, (await session.VerifyAsync("questions", slice.Id, null, TestContext.Current.CancellationToken)).Kind);
        }

        foreach (var file in Directory.EnumerateFiles(project.folder.Path))
            project.good[file] = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        return project;
    }

    public string PathOf(string file) => Path.GetFullPath(file, folder.Path);

    /// <summary>A session of the project, as a test process has one.</summary>
    public AssaySession Open(bool accept = false, string? storeDirectory = null) => AssaySession.Open(
        new Catalog(Definition()),
        new SessionSettings { ProjectDirectory = folder.Path, StoreDirectory = storeDirectory ?? StoreDirectory, Accept = accept });

    /// <summary>A recording with other answers, which are not small.</summary>
    public static string LongAnswers() =>
        string.Concat(Enumerable.Range(1, Questions).Select(static i => $"{{\"id\":\"q{i}\",\"small\":\"{Convert.ToHexString(RandomNumberGenerator.GetBytes(200_000))}\"}}\n"));

    /// <summary>Replaces a file; <c>{good}</c> in the text stands for what it held. A null text deletes it, and an ending <c>/</c> of the file puts a folder in its place.</summary>
    public void Break(string file, string? text)
    {
        var path = PathOf(file.TrimEnd('/'));
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        File.Delete(path);
        if (file == "assay.json")
            File.Delete(PathOf("assay.toml"));
        if (file.EndsWith('/'))
            Directory.CreateDirectory(path);
        else if (text is not null)
            File.WriteAllText(path, text.Replace("{good}", before, StringComparison.Ordinal), new UTF8Encoding(false));
    }

    /// <summary>Makes all files of the project's folder as they were.</summary>
    public void Mend()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path))
            File.Delete(file);
        foreach (var (file, bytes) in good)
        {
            if (Directory.Exists(file))
                Directory.Delete(file);
            File.WriteAllBytes(file, bytes);
        }
    }

    public void Dispose() => folder.Dispose();

    private static SliceSpec Slice(string id, DatasetKind kind) => new(id, new DatasetSpec(kind) { Path = "questions." + id });

    private static BenchmarkDefinition Definition() => new()
    {
        Spec = Spec,
        Plugins = new PluginRegistry()
            .Add(Recording.Jsonl<Question>("answers.jsonl", "id", static question => question.Id, "{model}").ToEngine("recorded"))
            .Add(new FunctionMetric("right", "1", static (context, _) => ValueTask.FromResult(new MetricResult(context.Output.Text == context.Item.Id[1..] ? 1 : 0)))),
        Datasets = new Dictionary<string, IDatasetSource>
        {
            ["jsonl"] = Dataset.Jsonl<Question>("questions.jsonl").Bind(static question => question.Id),
            ["json"] = Dataset.Json<Question>("questions.json").Bind(static question => question.Id),
            ["csv"] = Dataset.Csv<Question>("questions.csv").Bind(static question => question.Id),
        },
        Name = "Questions",
    };

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
