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
        { "show r1", 0, "show-run" },
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
        { "record list", 0, "record-list" },
        { "record verify", 0, "record-verify" },
        { "store verify", 0, "store-verify" },
        { "store rebuild", 0, "store-rebuild" },
        { "store compact --drop r1", 0, "store-compact" },
        { "store migrate", 0, "store-migrate" },
        { "store export scores --format jsonl -o all.jsonl", 0, "store-export" },
    };

    public async ValueTask InitializeAsync() => folder = await Shelf.FillAsync(store);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
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

    private async Task MatchAsync(CliEnvironment environment, string arguments, int exit, string name)
    {
        var (code, output, error) = await Tool.RunAsync(environment, arguments.Split(' '));

        Assert.Equal("", error);
        Assert.Equal(exit, code);
        await Golden.MatchAsync(Sizes().Replace(output.Replace(folder, "(folder)", StringComparison.Ordinal), "$1(size)"), "Forms/" + name);
    }

    // How many bytes SQLite and zstd take is theirs.
    [GeneratedRegex("(bytes(?:_before|_after)?\": |payloads; )\\d+(?: bytes became \\d+)?")]
    private static partial Regex Sizes();
}
