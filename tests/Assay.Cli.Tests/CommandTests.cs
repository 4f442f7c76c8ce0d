using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assay.Cli.Terminal;

namespace Assay.Cli.Tests;

/// <summary>What holds for every command of the tool.</summary>
public sealed partial class CommandTests(SampleStore store) : IClassFixture<SampleStore>, IAsyncLifetime
{
    private string folder = "";

    /// <summary>A call of each command.</summary>
    public static TheoryData<string> Calls =>
    [
        "init", "doctor", "plan --no-build", "run --no-build", "estimate r1", "list", "show r1", "scores r1", "failures r1", "latency r1", "compare r1 r2", "export r1",
        "import shard --store empty", "record list", "record verify", $"record prune --assembly {typeof(CommandTests).Assembly.Location}", "diff before.json after.json", "accept --dry-run",
        "merge --base deep/Triage.verified.items.tsv --ours deep/Triage.received.items.tsv --theirs deep/Triage.verified.items.tsv --path deep/Triage.verified.items.tsv",
        "report --format md", "store export scores --format jsonl -o all.jsonl", "store verify", "store rebuild", "store compact", "store migrate",
    ];

    public async ValueTask InitializeAsync()
    {
        folder = await Shelf.FillAsync(store);
        await Shelf.WriteAsync(folder, "Sums.csproj", """<Project><Target Name="Restore" /><Target Name="AssayPlan" /><Target Name="AssayRun" /></Project>""");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Each_command_is_called_here()
    {
        var called = Calls.Select(static row => row.Data.Split(' ')).Select(static words => words[0] is "store" or "record" ? $"{words[0]} {words[1]}" : words[0]);

        Assert.Equal(Leaves(Root(), "").Order(StringComparer.Ordinal), called.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_command_stands_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "cli.md"));

        Assert.All(Leaves(Root(), ""), command => Assert.Contains($"`assay {command}", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Json_is_one_document_that_names_its_format(string call)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, [.. call.Split(' '), "--json"]);

        Assert.Equal("", error);
        Assert.True(exit is ExitCode.Done or ExitCode.Found, output);
        var document = Assert.IsType<JsonObject>(JsonNode.Parse(output));
        Assert.Equal("format", document.First().Key);
        Assert.Matches(@"^assay\.cli\.[a-z.]+/1$", (string)document["format"]!);
    }

    [Fact]
    public void Exit_codes_are_the_documented_ones()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository(), "docs", "cli.md"))).Select(static row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (int)field.GetRawConstantValue()!).Order(), documented.Order());
    }

    [Theory]
    [InlineData("scorse r1", "There is no command 'assay scorse'; did you mean 'scores'? 'assay --help' lists what there is.")]
    [InlineData("browse", "There is no command 'assay browse'; 'assay --help' lists what there is.")]
    [InlineData("store verfy", "There is no command 'assay store verfy'; did you mean 'verify'? 'assay store --help' lists what there is.")]
    [InlineData("store", "Say which command of 'assay store'; 'assay store --help' lists them.")]
    [InlineData("list --wide", "Unrecognized command or argument '--wide'.")]
    public async Task Command_line_that_cannot_be_read_has_one_line_that_mends_it(string call, string message)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, call.Split(' '));

        Assert.Equal((ExitCode.Error, "", $"error option_invalid: {message}\n"), (exit, output, error));
    }

    [Theory]
    [InlineData("compa", "compare")]
    [InlineData("store ", "compact,export,migrate,rebuild,verify")]
    [InlineData("run --mode ", "Auto,Replay,Run")]
    [InlineData("scores --me", "--metric")]
    public async Task Shells_complete_commands_options_and_values(string typed, string expected)
    {
        var (exit, output, error) = await Tool.RunAsync(folder, $"[suggest:{typed.Length}]", typed);

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(expected.Split(','), output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim()).Where(line => typed.Contains("--", StringComparison.Ordinal) || (line[0] is not ('-' or '/'))));
    }

    [Fact]
    public async Task Interrupted_command_ends_with_130()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var environment = new CliEnvironment(new StringWriter(), new StringWriter(), folder);

        var exit = await new CliApp(environment).RunAsync(["run", "--no-build"], stopped.Token);

        Assert.Equal((ExitCode.Interrupted, "interrupted\n"), (exit, environment.Error.ToString()));
    }

    internal static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "dsl.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return directory.FullName;
    }

    internal static RootCommand Root() => new CliApp(new CliEnvironment(TextWriter.Null, TextWriter.Null, ".")).CreateRoot();

    internal static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(below => Leaves(below, path.Length == 0 ? below.Name : $"{path} {below.Name}"));

    [GeneratedRegex(@"(?m)^\| (\d+) \| ")]
    private static partial Regex Row();
}
