using System.Text.Json;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Provenance;
using Assay.Runtime;
using Assay.Specs;
using Assay.Specs.Settings;
using Assay.Tests.Execution;

namespace Assay.Tests.Provenance;

/// <summary>Settings and provenance of runs on a real store.</summary>
public sealed class ConfigReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestExperiment test = new() { Models = ["m1"], Items = 1, Endpoint = new Uri("https://me:secret@api.example.org/v1?key=secret") };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Settings_of_a_file_name_their_line_and_others_are_defaults()
    {
        var path = Path.Combine(folder.Path, "assay.toml");
        await File.WriteAllTextAsync(path, "name = \"p\"\n\n[execution]\nmax_retries = 5\n\n[metadata]\nteam = { lead = \"Ada\" }\n", Token);
        await using var orchestrator = Orchestrator.FromProjectFile(path);

        var report = await orchestrator.GetConfigReportAsync(test.Build(), cancellationToken: Token);

        Assert.Equal(("5", "file assay.toml(4,15)"), Of(report, "project.execution.max_retries"));
        Assert.Equal(("32", "default"), Of(report, "project.execution.max_in_flight"));
        Assert.Equal("\"Ada\"", Of(report, "project.metadata.team.lead").Value);
        Assert.StartsWith("file assay.toml(7,", Of(report, "project.metadata.team.lead").From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_code_are_told_from_defaults()
    {
        await using var orchestrator = folder.Open(new ProjectSpec("p") { GlobalSeed = 7 });

        var report = await orchestrator.GetConfigReportAsync(test.Build(), new RunOptions { MaySpend = false }, Token);

        Assert.Equal(("7", "code"), Of(report, "project.global_seed"));
        Assert.Equal(("\"m1\"", "code"), Of(report, "benchmark.models[0].id"));
        Assert.Equal(("1", "default"), Of(report, "benchmark.samples"));
        Assert.Equal(("5", "default"), Of(report, "options.parallel_candidates"));
        Assert.Equal(("false", "code"), Of(report, "run.may_spend"));
    }

    [Fact]
    public async Task Surroundings_say_where_an_option_came_from()
    {
        var store = new ConfigSetting("options.store_directory", JsonValue.Parse("\"s\""), SettingOrigin.Environment("ASSAY_STORE"));
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("p"), new OrchestratorOptions { ProjectDirectory = folder.Path, StoreDirectory = "s", Surroundings = [store] });

        var report = await orchestrator.GetConfigReportAsync(test.Build(), cancellationToken: Token);

        Assert.Equal(("\"s\"", "environment ASSAY_STORE"), Of(report, "options.store_directory"));
    }

    [Theory]
    [InlineData("""{"api_key":"hidden-one"}""")]
    [InlineData("""{"list":[{"password":"hidden-one"}]}""")]
    [InlineData("""{"url":"https://user:hidden-one@example.org"}""")]
    [InlineData("""{"connection":"Host=h;Password=hidden-one;Database=d"}""")]
    public async Task Secrets_are_not_shown(string metadata)
    {
        var project = new ProjectSpec("p") { Metadata = new ValueMap<JsonValue>([KeyValuePair.Create("given", JsonValue.Parse(metadata))]) };
        await using var orchestrator = folder.Open(project);

        var report = await orchestrator.GetConfigReportAsync(test.Build(), cancellationToken: Token);

        Assert.DoesNotContain("hidden-one", report.ToMarkdown() + report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_of_a_secret_is_shown_for_it_is_needed_to_repeat_the_run()
    {
        await using var orchestrator = folder.Open(new ProjectSpec("p") { McpServers = [new McpServerSpec("s", "s", McpApproval.Never) { ServerUrl = "https://example.org", AuthorizationSecret = "TOKEN_NAME" }] });

        var report = await orchestrator.GetConfigReportAsync(test.Build(), cancellationToken: Token);

        Assert.Equal("\"TOKEN_NAME\"", Of(report, "project.mcp_servers[0].authorization_secret").Value);
    }

    [Fact]
    public async Task Report_reads_as_markdown_and_as_json()
    {
        await using var orchestrator = folder.Open();

        var report = await orchestrator.GetConfigReportAsync(test.Build(), cancellationToken: Token);

        Assert.StartsWith($"# Settings of everything ({report.RunId.Short})\n\n| setting | value | from |\n", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("| benchmark.models\\[0\\].id | m1 | code |\n", report.ToMarkdown(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(report.Settings.Count, json.RootElement.GetProperty("settings").GetArrayLength());
        Assert.Equal(report.RunId.ToString(), json.RootElement.GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task Run_records_with_what_it_was_made()
    {
        await using (var orchestrator = folder.Open())
            await orchestrator.ExecuteAsync(test.Build(), RunStages.All, new RunOptions { Context = new RuntimeContext { Labels = new ValueMap<string>([KeyValuePair.Create("branch", "main")]) } }, Token);

        var provenance = await ReadAsync();

        Assert.Equal("main", provenance.Labels["branch"]);
        Assert.Equal("https://api.example.org/v1", provenance.Endpoints["m1"]);
        Assert.Equal("1", provenance.Plugins["engine/double"]);
        Assert.Equal("1", provenance.Plugins["metric/length"]);
        Assert.True(provenance.Packages.ContainsKey("Tomlyn"));
        Assert.Contains(provenance.Settings, static setting => setting.Path == "project.name" && setting.Value.ToString() == "\"test\"");
        Assert.Null(provenance.Git);
    }

    [Fact]
    public async Task Report_of_a_stored_run_tells_its_settings_of_then()
    {
        await using (var orchestrator = folder.Open(new ProjectSpec("p") { Execution = new ExecutionPolicy { MaxRetries = 9 } }))
        {
            await orchestrator.PlanAsync(test.Build(), cancellationToken: Token);
            await orchestrator.ExecuteAsync(test.Build(), RunStages.All, null, Token);
        }

        await using var later = folder.Open();
        var planned = await later.PlanAsync(test.Build(), cancellationToken: Token);
        var report = await later.GetConfigReportAsync(planned.RunId.Short, Token);

        Assert.Equal(planned.RunId, report.RunId);
        Assert.Equal(("9", "code"), Of(report, "project.execution.max_retries"));
        Assert.Equal(("\"m1\"", "code"), Of(report, "benchmark.models[0].id"));
        Assert.Equal("1", report.Provenance.Plugins["engine/double"]);
    }

    [Fact]
    public async Task Run_that_never_began_has_no_report_of_then()
    {
        await using var orchestrator = folder.Open();
        var planned = await orchestrator.PlanAsync(test.Build(), cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.GetConfigReportAsync(planned.RunId.Short, Token));

        Assert.Equal(ErrorCode.RunUnknown, error.Code);
    }

    private static (string Value, string From) Of(ConfigReport report, string path)
    {
        var setting = Assert.Single(report.Settings, setting => setting.Path == path);
        return (setting.Value.ToString(), setting.Origin.ToString());
    }

    private async Task<RunProvenance> ReadAsync()
    {
        await using var orchestrator = folder.Open();
        var storage = await orchestrator.GetStorageAsync(Token);
        return RunProvenance.Parse((await storage.Projections.ReadRunsAsync(Token))[0].ProvenanceJson);
    }
}
