using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Cli.Tests;

/// <summary>
/// A real store with what a page has to cope with: two models that label tickets and say how sure they are, one of which errs, cannot be read at times and is
/// hostile; a conversation with a tool; an output of a megabyte; prices; and outcomes of tests with a regression.
/// </summary>
public sealed class PageStore : IAsyncLifetime
{
    public const string Hostile = "</script><script>window.owned=1</script><img src=x onerror=\"window.owned=1\"><a href=\"javascript:window.owned=1\">x</a><svg onload=\"window.owned=1\"> \u202egnol\u202c \u2066\u0007 👩‍👩‍👧 | {{7*7}}";

    private const string HostileId = "t-13<b onclick=\"window.owned=1\">\u202e";
    private static readonly string[] Labels = ["access", "billing", "other"];

    public string Folder { get; } = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    /// <summary>The page, made once.</summary>
    public string Page => Path.Combine(Folder, "report.html");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "assay.toml"), "name = \"pages\"\n\n[[prices]]\nmodel = \"sure\"\ninput_per_million = 2\noutput_per_million = 10\n");
        var outcomes = Directory.CreateDirectory(Path.Combine(Folder, ".assay", "outcomes", "tickets")).FullName;
        foreach (var outcome in (JsonObject[])[Outcome("mixed", "failed", "regressed", -0.25, Hostile), Outcome("other", "passed", "passed", 0.05, "")])
            await File.WriteAllTextAsync(Path.Combine(outcomes, $"{outcome["slice"]}.json"), outcome.ToJsonString());
        await using (var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("pages") { Execution = new ExecutionPolicy { MaxRetries = 0, MaxInFlight = 1, CircuitBreakerThreshold = int.MaxValue } },
            new OrchestratorOptions { ProjectDirectory = Folder, Time = new FrozenTime(), ParallelCandidates = 1 }))
        {
            await orchestrator.RunBenchmarkAsync(Definition());
        }

        await Tool.RunAsync(Folder, "report");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static BenchmarkDefinition Definition() => new()
    {
        Spec = new BenchmarkSpec("tickets")
        {
            Models = [new ModelSpec("sure", "labeller"), new ModelSpec("unsure", "labeller")],
            Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.System, "You label tickets."), new MessageSpec(MessageRole.User, "Which team takes this?\n{item.text} {{once}}")])],
            Slices = [new SliceSpec("mixed", new DatasetSpec(DatasetKind.Memory))],
            Parses = [new ParseSpec("verdict", [new ExtractorSpec("verdict")])],
            Scores = [new ScoreSpec("accuracy", [new MetricSpec("right")]) { Parse = "verdict", IfUnparsed = 0 }, new ScoreSpec("length", [new MetricSpec("length")]) { HigherIsBetter = false }],
        },
        Plugins = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("labeller", "1", EngineInput.Prompt | EngineInput.Item, false, (request, _) => ValueTask.FromResult(Answer(request.Model.Id, (JsonObject)request.Item.Value))))
            .Add(new FunctionExtractor("verdict", "1", static (context, _) => ValueTask.FromResult(Read(context.Output.Text))))
            .Add(new FunctionMetric("right", "1", static (context, _) => ValueTask.FromResult(new MetricResult(
                ((JsonElement)context.Parsed!).GetProperty("label").GetString() == (string?)((JsonObject)context.Item.Value)["label"] ? 1 : 0)
            { Explanation = Hostile })))
            .Add(new FunctionMetric("length", "1", static (context, _) => ValueTask.FromResult(new MetricResult(Math.Min(context.Output.Text.Length, 200))))),
        Datasets = new Dictionary<string, IDatasetSource> { ["mixed"] = new Tickets() },
        Name = "Tickets",
    };

    private static Output Answer(string model, JsonObject ticket)
    {
        var (number, label) = ((int)ticket["number"]!, (string)ticket["label"]!);
        var text = (model, number) switch
        {
            (_, 13) when model == "sure" => Hostile,
            (_, 13) => Hostile + new string('x', 1_000_000) + "the end",
            ("sure", _) => $"{{\"label\":\"{label}\",\"confidence\":0.95}}",
            (_, 3) => "Hard to say.",
            (_, 2 or 5) => "{\"label\":\"billing\",\"confidence\":0.55}",
            _ => $"{{\"label\":\"{label}\",\"confidence\":0.55}}",
        };
        return new Output(text)
        {
            InputTokens = 1000,
            OutputTokens = 100,
            Conversation = number != 2
                ? []
                :
                [
                    new ConversationTurn(MessageRole.Assistant, "") { ToolName = "find_customer", ToolCallId = "1", Arguments = new Assay.Specs.JsonValue(JsonSerializer.SerializeToElement(new { name = "Ada" })) },
                    new ConversationTurn(MessageRole.Tool, "customer 7, " + Hostile) { ToolName = "find_customer", ToolCallId = "1" },
                    new ConversationTurn(MessageRole.Assistant, text),
                ],
        };
    }

    private static Extraction Read(string text)
    {
        try
        {
            return Extraction.Found(JsonDocument.Parse(text).RootElement.Clone());
        }
        catch (JsonException)
        {
            return Extraction.NotFound("It is no JSON.");
        }
    }

    private static JsonObject Outcome(string slice, string kind, string verdict, double difference, string message) => new()
    {
        ["format"] = "assay-outcome/1",
        ["benchmark"] = "tickets",
        ["slice"] = slice,
        ["kind"] = kind,
        ["verdict"] = verdict,
        ["message"] = $"tickets / {slice}: {verdict}.\n{message}",
        ["file"] = "Evals/Tickets.cs",
        ["line"] = 12,
        ["changes"] = new JsonArray(),
        ["comparisons"] = new JsonArray(new JsonObject
        {
            ["score"] = "accuracy",
            ["model"] = "unsure",
            ["prompt"] = "",
            ["params"] = "",
            ["baseline"] = null,
            ["verdict"] = verdict,
            ["gate"] = "significance",
            ["higher_is_better"] = true,
            ["items"] = 40,
            ["before"] = 0.75,
            ["after"] = 0.75 + difference,
            ["difference"] = difference,
            ["lower"] = difference - 0.1,
            ["upper"] = difference + 0.1,
            ["p"] = 0.01,
            ["worse"] = 10,
            ["better"] = 0,
            ["error_rate"] = 0,
            ["reasons"] = new JsonArray(),
        }),
    };

    private sealed class Tickets : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            for (var number = 1; number <= 13; number++)
            {
                var ticket = new JsonObject { ["number"] = number, ["text"] = number == 13 ? Hostile : $"This is ticket {number}.", ["label"] = Labels[number % 3] };
                yield return new Item(number == 13 ? HostileId : $"t-{number:d2}", ticket, Encoding.UTF8.GetBytes(ticket.ToJsonString()));
            }
        }
    }
}
