using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

/// <summary>What commands that read say about a real store with options; without them <see cref="FormsTests"/> holds them.</summary>
public sealed class ReadingTests(SampleStore store) : IClassFixture<SampleStore>
{
    public static TheoryData<string, int, string> Commands => new()
    {
        { "scores last --metric correct --by model", 0, "scores-metric" },
        { "failures r1 --code parse_failed", 1, "failures-code" },
        { "compare r1 --metric correct --baseline large", 0, "compare-models" },
        { "export r1", 0, "export" },
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
    [InlineData("jsonl")]
    [InlineData("md")]
    public async Task Export_writes_each_format_and_a_file_holds_the_same(string format)
    {
        var (_, output, _) = await Tool.RunAsync(store.Folder, "export", "r1", "--format", format);
        var file = Path.Combine(Directory.CreateTempSubdirectory("assay-cli-").FullName, "scores");
        var (exit, nothing, _) = await Tool.RunAsync(store.Folder, "export", "r1", "--format", format, "-o", file);

        Assert.Equal((0, ""), (exit, nothing));
        Assert.Equal(output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await Golden.MatchAsync(output, "export." + format);
    }

    [Fact]
    public async Task Show_finds_a_candidate_and_a_trial_by_the_beginning_of_their_hashes()
    {
        var (_, export, _) = await Tool.RunAsync(store.Folder, "export", "r1");
        var fields = export.Split('\n').Single(static line => line.StartsWith("plain,7+7,small", StringComparison.Ordinal) && line.Contains("correct", StringComparison.Ordinal)).Split(',');

        var (exit, candidate, _) = await Tool.RunAsync(store.Folder, "show", fields[10][..12]);
        var (_, candidateJson, _) = await Tool.RunAsync(store.Folder, "show", fields[10][..12], "--json");
        var (trialExit, trial, _) = await Tool.RunAsync(store.Folder, "show", fields[9][..12]);

        Assert.Equal((0, 0), (exit, trialExit));
        Assert.StartsWith($"trial {fields[9]}\n", trial, StringComparison.Ordinal);
        Assert.EndsWith(candidate, trial, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', candidate);
        await Golden.MatchAsync(candidate, "show-candidate");
        await Golden.MatchAsync(candidateJson, "show-candidate.json");
    }

    [Fact]
    public async Task Show_gives_the_conversation_that_led_to_an_output()
    {
        var (_, export, _) = await Tool.RunAsync(store.Folder, "export", "r1");
        var fields = export.Split('\n').First(static line => line.StartsWith("plain,2+2,large", StringComparison.Ordinal)).Split(',');

        var (_, candidate, _) = await Tool.RunAsync(Tool.Terminal(store.Folder, color: false), "show", fields[10]);

        await Golden.MatchAsync(candidate, "show-conversation.terminal");
    }

    [Theory]
    [InlineData("scores r9", "run_unknown")]
    [InlineData("show zzz", "hash_unknown")]
    [InlineData("compare r1 --baseline medium", "comparison_invalid")]
    [InlineData("compare r1 --what prompt", "comparison_invalid")]
    [InlineData("diff nowhere.json nothing.json", "schema_mismatch")]
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
