using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

/// <summary>What each command that reads says about a real store, in its plain form and as JSON.</summary>
public sealed class ReadingTests(SampleStore store) : IClassFixture<SampleStore>
{
    public static TheoryData<string, int, string> Commands => new()
    {
        { "list", 0, "list" },
        { "scores r1", 0, "scores" },
        { "scores last --metric correct --by model", 0, "scores-metric" },
        { "failures r1", 1, "failures" },
        { "failures r1 --code parse_failed", 1, "failures-code" },
        { "store verify", 0, "store-verify" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_says_the_same_as_ever(string arguments, int exit, string name)
    {
        var (code, output, error) = await Tool.RunAsync(store.Folder, arguments.Split(' '));

        Assert.Equal("", error);
        Assert.Equal(exit, code);
        await Golden.MatchAsync(output, name);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Json_says_the_same_as_ever(string arguments, int exit, string name)
    {
        var (code, output, error) = await Tool.RunAsync(store.Folder, [.. arguments.Split(' '), "--json"]);

        Assert.Equal("", error);
        Assert.Equal(exit, code);
        await Golden.MatchAsync(output, name + ".json");
    }

    [Fact]
    public async Task A_terminal_gets_drawn_tables_and_a_color_less_one_no_escapes()
    {
        var (_, colored, _) = await Tool.RunAsync(Tool.Terminal(store.Folder, color: true), "list");
        var (_, bare, _) = await Tool.RunAsync(Tool.Terminal(store.Folder, color: false), "list");

        Assert.Contains('\u001b', colored);
        Assert.DoesNotContain('\u001b', bare);
        await Golden.MatchAsync(bare, "list.terminal");
    }

    [Fact]
    public async Task A_run_is_found_by_name_by_last_and_by_the_beginning_of_its_plan()
    {
        var (_, list, _) = await Tool.RunAsync(store.Folder, "list", "--json");
        var plan = Regex.Matches(list, "\"plan\": \"([0-9a-f]+)\"")[0].Groups[1].Value;

        var (_, byName, _) = await Tool.RunAsync(store.Folder, "scores", "r2", "--json");
        var (_, byLast, _) = await Tool.RunAsync(store.Folder, "scores", "--json");
        var (_, byPlan, _) = await Tool.RunAsync(store.Folder, "scores", plan[..8], "--json");

        Assert.Equal(byName, byLast);
        Assert.Equal(byName, byPlan);
    }

    [Theory]
    [InlineData("scores r9", "run_unknown")]
    [InlineData("scores --metric nothing", "comparison_invalid")]
    [InlineData("scores --by nothing", "option_invalid")]
    [InlineData("scores --nothing", "option_invalid")]
    [InlineData("list --store nowhere", "store_unreadable")]
    public async Task An_error_goes_to_standard_error_with_its_code(string arguments, string code)
    {
        var (exit, output, error) = await Tool.RunAsync(store.Folder, arguments.Split(' '));

        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.Contains($"error {code}: ", error, StringComparison.Ordinal);
    }
}
