using System.Text.RegularExpressions;
using Assay.Cli.Terminal;

namespace Assay.Cli.Tests;

/// <summary>What every command says about a real store: drawn for a terminal of 100 columns with its colors, plain for a pipe, and as JSON.</summary>
public sealed partial class FormsTests(SampleStore store) : IClassFixture<SampleStore>, IAsyncLifetime
{
    private const int Width = 100;

    private string folder = "";

    public static TheoryData<string, int, string> Commands => new()
    {
        { "init", 0, "init" },
        { "list", 0, "list" },
        { "doctor", 0, "doctor" },
        { "plan --assembly (assembly) --project triage", 0, "plan" },
        { "run --assembly (assembly) --project triage", 0, "run" },
        { "run --assembly (assembly) --project untried --filter support-triage/german", 1, "run-failed" },
        { "show r1", 0, "show-run" },
        { "show (conversation)", 0, "show-conversation" },
        { "scores r1", 0, "scores" },
        { "failures r1", 1, "failures" },
        { "latency r1", 0, "latency" },
        { "compare r1 r2", 0, "compare-runs" },
        { "compare r1 --metric correct", 0, "compare-models" },
        { "compare deep/Triage.verified.items.tsv deep/Triage.received.items.tsv", 0, "compare-snapshots" },
        { "diff before.json after.json", 1, "diff" },
        { "estimate r1", 0, "estimate" },
        { "accept --dry-run", 1, "accept-dry" },
        { "accept", 0, "accept" },
        { "report --format md", 0, "report" },
        { "export r1 --format md", 0, "export" },
        { "import shard --store empty", 0, "import-store" },
        { "import outputs.jsonl --assembly (assembly) --project triage", 0, "import-file" },
        { "record list", 0, "record-list" },
        { "record verify", 0, "record-verify" },
        { "record prune --recordings ../recordings --assembly (assembly) --project triage", 0, "record-prune" },
        { "merge --base base.tsv --ours ours.tsv --theirs theirs.tsv --path Triage.verified.items.tsv", 1, "merge" },
        { "store verify", 0, "store-verify" },
        { "store rebuild", 0, "store-rebuild" },
        { "store compact --drop r1", 0, "store-compact" },
        { "store migrate", 0, "store-migrate" },
        { "store export scores --format jsonl -o all.jsonl", 0, "store-export" },
    };

    /// <summary>Commands whose tables are wider than a narrow terminal.</summary>
    public static TheoryData<string, string> Narrow => new()
    {
        { "list", "list" },
        { "plan --assembly (assembly) --project triage", "plan" },
        { "scores r1", "scores" },
        { "failures r1", "failures" },
        { "latency r1", "latency" },
        { "estimate r1", "estimate" },
    };

    public async ValueTask InitializeAsync()
    {
        folder = await Shelf.FillAsync(store);
        await TriageProject.WriteAsync(folder);
        await Shelf.MergedAsync(folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Each_command_has_its_forms()
    {
        var formed = Commands.Select(static row => row.Data.Item1.Split(' ')).Select(static words => words[0] is "store" or "record" ? $"{words[0]} {words[1]}" : words[0]);

        Assert.Equal(CommandTests.Leaves(CommandTests.Root(), "").Order(StringComparer.Ordinal), formed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_form_has_a_golden_file_that_says_something_and_no_other_lies_there()
    {
        var files = new DirectoryInfo(Path.Combine(CommandTests.Repository(), "tests", "Assay.Cli.Tests", "Golden", "Forms")).GetFiles("*.verified.txt").Where(static file => !file.Name.Contains(".pty-", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            Commands.SelectMany(static row => ((string[])["ansi", "json", "plain"]).Select(form => $"{row.Data.Item3}.{form}.verified.txt")).Concat(Narrow.Select(static row => row.Data.Item2 + ".narrow.verified.txt")).Order(StringComparer.Ordinal),
            files.Select(static file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(files, static file => Assert.NotEqual(0, file.Length));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Terminal_form_is_as_ever(string arguments, int exit, string name) =>
        MatchAsync(new CliEnvironment(new StringWriter(), new StringWriter(), folder) { IsTerminal = true, UsesColor = true, Width = Width, Time = new FrozenTime() }, arguments, exit, name + ".ansi");

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Plain_form_is_as_ever(string arguments, int exit, string name) =>
        MatchAsync(new CliEnvironment(new StringWriter(), new StringWriter(), folder) { Time = new FrozenTime() }, arguments, exit, name + ".plain");

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Json_form_is_as_ever(string arguments, int exit, string name) =>
        MatchAsync(new CliEnvironment(new StringWriter(), new StringWriter(), folder) { Time = new FrozenTime() }, arguments + " --json", exit, name + ".json");

    [Theory]
    [MemberData(nameof(Narrow))]
    public Task Narrow_form_breaks_no_word_and_drops_no_column(string arguments, string name) => MatchAsync(
        new CliEnvironment(new StringWriter(), new StringWriter(), folder) { IsTerminal = true, Width = 60, Time = new FrozenTime() },
        arguments,
        Commands.First(row => row.Data.Item1 == arguments).Data.Item2,
        name + ".narrow");

    private async Task MatchAsync(CliEnvironment environment, string arguments, int exit, string name)
    {
        var call = arguments.Replace("(conversation)", await ConversationAsync(), StringComparison.Ordinal).Split(' ').Select(static word => word == "(assembly)" ? TriageProject.Assembly : word);

        var (code, output, error) = await Tool.RunAsync(environment, [.. call]);

        Assert.True(exit == code, output + error);
        var said = error.Length == 0 ? output : $"{output}(standard error)\n{error}";
        said = DrawnOver().Replace(said.Replace(folder, "(folder)", StringComparison.Ordinal), "");
        await Golden.MatchAsync(Plan().Replace(Sdk().Replace(Sizes().Replace(said, "$1(size)"), ".NET SDK (version)"), "$1(plan)"), "Forms/" + name);
    }

    /// <summary>The candidate whose model called a tool.</summary>
    private async Task<string> ConversationAsync()
    {
        var (_, export, _) = await Tool.RunAsync(folder, "export", "r1");
        return export.Split('\n').First(static line => line.StartsWith("plain,2+2,large", StringComparison.Ordinal)).Split(',')[10];
    }

    // How many bytes SQLite and zstd take is theirs.
    [GeneratedRegex("(bytes(?:_before|_after)?\": |payloads; )\\d+(?: bytes became \\d+)?")]
    private static partial Regex Sizes();

    // Of the sample: it follows from its code too.
    [GeneratedRegex("(\"run\": \")[0-9a-f]{32}")]
    private static partial Regex Plan();

    // With the blanks that fill its column.
    [GeneratedRegex(@"\.NET SDK [^\s""]+ *")]
    private static partial Regex Sdk();

    // Bars that live are drawn as often as there is time for; the last ones stay.
    [GeneratedRegex("^.*\u001b\\[\\d*A(?:\u001b\\[2K)?|^\u001b\\[\\?25l", RegexOptions.Singleline)]
    private static partial Regex DrawnOver();
}
