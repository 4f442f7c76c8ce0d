using System.Text.Json.Nodes;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>The <c>assay</c> tool on a built test assembly and on its project, as users call it.</summary>
public sealed class ToolTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    private readonly UserProject project = built.Fresh();

    [Fact]
    public async Task Plan_of_a_built_assembly_has_a_row_for_each_slice_and_calls_no_engine()
    {
        var plan = await JsonAsync(0, "plan", "--assembly", project.Assembly);

        var rows = plan["plans"]!.AsArray();
        Assert.Equal(["counting/low", "counting/high", "replayed/low"], rows.Select(static row => $"{row!["benchmark"]}/{row["slice"]}"));
        Assert.Equal(180, rows.Sum(static row => (int)row!["to_generate"]!));
        Assert.Empty(project.Calls.Read());
    }

    [Fact]
    public async Task Run_of_a_built_assembly_ends_with_1_until_it_is_accepted()
    {
        var first = await JsonAsync(1, "run", "--assembly", project.Assembly, "--filter", "replayed");
        var accepted = await JsonAsync(0, "run", "--assembly", project.Assembly, "--filter", "replayed", "--accept");
        var again = await JsonAsync(0, "run", "--assembly", project.Assembly, "--filter", "replayed/low");

        Assert.Equal(["failed", "accepted", "passed"], ((JsonNode[])[first, accepted, again]).Select(static run => (string)run["outcomes"]![0]!["outcome"]!));
        Assert.True(File.Exists(project.PathOf("Replayed.verified.md")));
    }

    [Fact]
    public async Task Run_in_a_terminal_shows_bars_that_live_and_then_the_outcomes()
    {
        var run = await project.ToolInTerminalAsync(
            new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["CALL_MILLISECONDS"] = "5" },
            "run", "--assembly", project.Assembly, "--filter", "counting", "--accept");

        Assert.True(run.ExitCode == 0, run.Text);
        Assert.Contains("counting / low 80/80", run.Text, StringComparison.Ordinal);
        Assert.Contains("counting / high 80/80", run.Text, StringComparison.Ordinal);
        Assert.Contains("100%", run.Text, StringComparison.Ordinal);
        Assert.Contains("accepted", run.Text, StringComparison.Ordinal);
        Assert.Matches("\u001b\\[[0-9]*A", run.Text);
    }

    [Fact]
    public async Task Run_with_NO_COLOR_says_the_same_in_lines()
    {
        var run = await project.ToolInTerminalAsync(
            new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["NO_COLOR"] = "1" },
            "run", "--assembly", project.Assembly, "--filter", "counting", "--accept");

        Assert.True(run.ExitCode == 0, run.Text);
        Assert.Contains("counting / high: 80 of 80", run.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\u001b\\[[0-9;]*[mA]", run.Text);
    }

    [Fact]
    public async Task Estimate_counts_calls_of_the_project_and_those_that_are_stored_no_more()
    {
        var before = await JsonAsync(0, "estimate", "--filter", "counting");
        await JsonAsync(0, "run", "--assembly", project.Assembly, "--filter", "counting/low", "--accept");
        var after = await JsonAsync(0, "estimate", "--assembly", project.Assembly, "--filter", "counting");

        Assert.Equal((160, 80), ((int)before["calls"]!, (int)after["calls"]!));
        Assert.Equal(160, after["estimates"]!.AsArray().Sum(static row => (int)row!["calls_of_all"]!));
    }

    [Fact]
    public async Task Import_records_outputs_that_a_run_then_reuses()
    {
        project.Write("outputs.jsonl", string.Concat(Enumerable.Range(1, BuiltCounting.Items).Select(static i => FormattableString.Invariant($$"""{"task":"low","model":"exact","prompt":"ask","item_id":"q-{{i:0000}}","output":"I say {{i}}"}""") + "\n")));

        var import = await JsonAsync(0, "import", "outputs.jsonl", "--assembly", project.Assembly, "--benchmark", "counting");
        var again = await JsonAsync(0, "import", "outputs.jsonl", "--assembly", project.Assembly, "--benchmark", "counting");
        await JsonAsync(0, "run", "--assembly", project.Assembly, "--filter", "counting/low", "--accept");

        Assert.Equal((20, 0), ((int)import["imported"]!, (int)again["imported"]!));
        Assert.Equal(60, project.Calls.Read().Count);
    }

    [Fact]
    public async Task Import_refuses_a_file_whole_and_names_its_lines()
    {
        project.Write("outputs.jsonl", """{"task":"low","model":"exact","prompt":"ask","item_id":"q-0001","output":"1"}""" + "\n" + """{"task":"low","model":"exact","prompt":"ask","item_id":"nobody","output":"2"}""" + "\nnonsense\n");

        var import = await project.ToolAsync("import", "outputs.jsonl", "--assembly", project.Assembly, "--benchmark", "counting");
        var unnamed = await project.ToolAsync("import", "outputs.jsonl", "--assembly", project.Assembly);

        Assert.Equal((2, 2), (import.ExitCode, unnamed.ExitCode));
        Assert.Contains("outputs.jsonl(2): error import_unexpected: ", import.Text, StringComparison.Ordinal);
        Assert.Matches(@"outputs\.jsonl\(3(,\d+)?\): error import_malformed: ", import.Text);
        Assert.Contains("name one of counting, replayed", unnamed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_prune_asks_the_assembly_what_is_still_needed()
    {
        var pruned = await JsonAsync(0, "record", "prune", "--assembly", project.Assembly);

        Assert.Equal(0, (int)pruned["answers"]!);
    }

    [Fact]
    public async Task An_assembly_that_is_not_built_is_an_error_with_its_mend()
    {
        var run = await project.ToolAsync("run", "--assembly", "bin/nowhere.dll");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error option_invalid: There is no such assembly; build the project first", run.Text, StringComparison.Ordinal);
    }

    private async Task<JsonNode> JsonAsync(int exit, params string[] arguments)
    {
        var result = await project.ToolAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == exit, result.Text);
        return JsonNode.Parse(result.Text)!;
    }
}
