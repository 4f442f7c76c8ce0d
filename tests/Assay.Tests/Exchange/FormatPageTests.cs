using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts;
using Assay.Exchange;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

/// <summary>The example in <c>docs/exchange-format.md</c> is what the product writes and reads; identities may differ, for they follow from versions.</summary>
public sealed partial class FormatPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> identities = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Example_goes_from_end_to_end()
    {
        var blocks = Blocks();
        await using var orchestrator = folder.Open(new ProjectSpec("helpdesk"));

        AssertSame(blocks[0], await ExportAsync(stream => orchestrator.ExportGenerationBundleAsync(Triage(), stream, null, Token)));
        var outputs = await orchestrator.ImportGenerationResultsAsync(Triage(), Outsider.ToStream(Here(blocks[1])), null, Token);
        AssertSame(blocks[2], await ExportAsync(stream => orchestrator.ExportEvaluationBundleAsync(Triage(), stream, null, Token)));
        var scores = await orchestrator.ImportEvaluationResultsAsync(Triage(), Outsider.ToStream(Here(blocks[3])), null, Token);

        Assert.Equal((1, 1), (outputs.Imported, outputs.Failed));
        Assert.Equal((2, 0), (scores.Imported, scores.Failed));
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "outputs.csv")]
    public async Task Examples_of_outputs_by_name_are_imported(int block, string? name)
    {
        await using var orchestrator = folder.Open(new ProjectSpec("helpdesk"));

        var summary = await orchestrator.ImportCandidatesAsync(Triage(), Outsider.ToStream(Blocks()[block]), new ExchangeOptions { FileName = name }, Token);

        Assert.Equal(2, summary.Imported);
    }

    /// <summary>The benchmark that the page tells of.</summary>
    private static BenchmarkDefinition Triage() => new()
    {
        Spec = new BenchmarkSpec("support-triage")
        {
            Models = [new ModelSpec("gpt-4o-mini", "openai")],
            Prompts = [new PromptSpec("direct", [new MessageSpec(MessageRole.System, "You label support tickets."), new MessageSpec(MessageRole.User, "Label this ticket with one letter.\n{item.question}")])],
            Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0, MaxTokens = 64, Seed = 7 }] },
            Slices = [new SliceSpec("billing", new DatasetSpec(DatasetKind.Memory))],
            Parses = [new ParseSpec("letter", [new ExtractorSpec("choice_letter")])],
            Scores = [new ScoreSpec("accuracy", [new MetricSpec("choice_accuracy") { Config = JsonValue.Parse("""{"expected":"label"}""") }]) { Parse = "letter" }, new ScoreSpec("tone", [new MetricSpec("human_tone")])],
        },
        Plugins = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("openai", "1", EngineInput.Prompt, true, static (_, _) => throw new InvalidOperationException("Nobody asks it here.")))
            .Add(new FunctionMetric("human_tone", "1", static (_, _) => throw new InvalidOperationException("People score this."))),
        Datasets = new Dictionary<string, IDatasetSource>
        {
            ["billing"] = Dataset.From<JsonElement>([Ticket("ticket-1", "Where is my refund?", "B"), Ticket("ticket-2", "The app crashes.", "A")]).Bind(null),
        },
        Name = "SupportTriage",
    };

    private static JsonElement Ticket(string id, string question, string label) => JsonSerializer.SerializeToElement(new { id, question, label });

    private static async Task<string> ExportAsync(Func<Stream, Task<ExportSummary>> export)
    {
        using var stream = new MemoryStream();
        await export(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Holds that both are the same but for identities, and learns which identity stands for which.</summary>
    private void AssertSame(string page, string here)
    {
        foreach (var (onPage, actual) in Identity().Matches(page).Zip(Identity().Matches(here)))
            identities[onPage.Value] = actual.Value;
        Assert.Equal(here, Here(page));
    }

    private string Here(string page) => Identity().Replace(page, match => identities.GetValueOrDefault(match.Value, match.Value));

    private static List<string> Blocks()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("This test runs from within a checkout.");
        return [.. Block().Matches(File.ReadAllText(Path.Combine(folder.FullName, "docs", "exchange-format.md")).ReplaceLineEndings("\n")).Select(static match => match.Groups[1].Value)];
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Identity();

    [GeneratedRegex("^```(?:jsonl|csv)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
