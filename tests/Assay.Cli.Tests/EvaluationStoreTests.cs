using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Cli.Tests;

/// <summary>Files for the reports of Microsoft.Extensions.AI.Evaluation, read back with its types.</summary>
public sealed class EvaluationStoreTests(PageStore store) : IClassFixture<PageStore>
{
    private const string Execution = "20260304T120000000";

    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { PropertyNameCaseInsensitive = true };

    [Fact]
    public async Task Each_candidate_is_an_iteration_of_its_slices_scenario()
    {
        var folder = await WriteAsync();

        var scenarios = Directory.GetDirectories(Path.Combine(folder, "results", Execution)).Select(static one => Path.GetFileName(one)!).Order(StringComparer.Ordinal);
        var result = await ReadAsync(folder, "tickets.mixed.sure.ask", "t-04");

        Assert.Equal(["tickets.mixed.sure.ask", "tickets.mixed.unsure.ask"], scenarios);
        Assert.Equal(13, Directory.GetFiles(Path.Combine(folder, "results", Execution, "tickets.mixed.unsure.ask"), "*.json").Length);
        Assert.Equal(("tickets.mixed.sure.ask", "t-04", Execution, 1), ((string)result["scenarioName"]!, (string)result["iterationName"]!, (string)result["executionName"]!, (int)result["formatVersion"]!));
        Assert.Equal(["tickets", "mixed", "sure", "ask"], result["tags"]!.AsArray().Select(static tag => (string)tag!));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Messages_and_responses_are_those_of_chat_clients()
    {
        var folder = await WriteAsync();

        var result = await ReadAsync(folder, "tickets.mixed.sure.ask", "t-02");
        var messages = result["messages"].Deserialize<IList<ChatMessage>>(Options)!;
        var response = result["modelResponse"].Deserialize<ChatResponse>(Options)!;

        Assert.Equal([(ChatRole.System, "You label tickets."), (ChatRole.User, "Which team takes this?\nThis is ticket 2. {once}")], messages.Select(static message => (message.Role, message.Text)));
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("1", "find_customer", "Ada"), (call.CallId, call.Name, call.Arguments!["name"]!.ToString()));
        Assert.StartsWith("customer 7", Assert.IsType<FunctionResultContent>(Assert.Single(response.Messages[1].Contents)).Result!.ToString(), StringComparison.Ordinal);
        Assert.Equal("{\"label\":\"other\",\"confidence\":0.95}", response.Messages[^1].Text);
        Assert.Equal((3, "sure", 1000, 100), (response.Messages.Count, response.ModelId, response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Scores_are_metrics_and_binary_ones_are_good_or_unacceptable()
    {
        var folder = await WriteAsync();

        var wrong = (await ReadAsync(folder, "tickets.mixed.unsure.ask", "t-05"))["evaluationResult"].Deserialize<EvaluationResult>(Rated)!;
        var unread = (await ReadAsync(folder, "tickets.mixed.unsure.ask", "t-03"))["evaluationResult"].Deserialize<EvaluationResult>(Rated)!;

        var accuracy = wrong.Get<NumericMetric>("accuracy");
        Assert.Equal((0, PageStore.Hostile, EvaluationRating.Unacceptable, true), (accuracy.Value, accuracy.Reason, accuracy.Interpretation!.Rating, accuracy.Interpretation.Failed));
        Assert.Equal((37, null), (wrong.Get<NumericMetric>("length").Value, wrong.Get<NumericMetric>("length").Interpretation));
        var diagnostic = Assert.Single(unread.Get<NumericMetric>("accuracy").Diagnostics!);
        Assert.Equal((EvaluationDiagnosticSeverity.Error, "parse_failed"), (diagnostic.Severity, diagnostic.Message));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>With the converters of its reports: enums are written in camel case.</summary>
    private static JsonSerializerOptions Rated { get; } = new(Options) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static async Task<JsonNode> ReadAsync(string folder, string scenario, string iteration) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results", Execution, scenario, iteration + ".json"), TestContext.Current.CancellationToken))!;

    private async Task<string> WriteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        var (exit, _, error) = await Tool.RunAsync(store.Folder, "report", "--format", "ai-evaluation", "-o", folder);
        Assert.Equal(("", 1), (error, exit));
        return folder;
    }
}
