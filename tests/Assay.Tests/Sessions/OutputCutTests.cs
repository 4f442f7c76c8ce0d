using System.Text.Json;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;

namespace Assay.Tests.Sessions;

/// <summary>What a failing slice shows of what was said.</summary>
public sealed class OutputCutTests
{
    [Fact]
    public async Task Message_of_a_regressed_slice_shows_what_was_said()
    {
        using var project = new CutProject();
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, _) => item == 1 ? "I think\nit is \u202eno." : "yes");

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("    q01: 1 → 0\n      said: I think it is \\u202eno.\n", outcome.Message, StringComparison.Ordinal);
        Assert.StartsWith(outcome.Message.Split('\n')[0] + "\n\n## ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("verdict: regressed", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("said:", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(outcome.Message, JsonDocument.Parse(await File.ReadAllTextAsync(outcome.File!, TestContext.Current.CancellationToken)).RootElement.GetProperty("message").GetString());
        Assert.All(project.SnapshotTexts, static text => Assert.DoesNotContain("I think", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_asked_again_to_show_it()
    {
        using var project = new CutProject();
        await project.AcceptAsync();

        await project.RunAsync("2", static (_, _) => "no");

        Assert.Equal(3 + 3, project.Calls);
    }

    [Fact]
    public async Task Long_output_is_cut()
    {
        using var project = new CutProject();
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, _) => item == 0 ? string.Concat(Enumerable.Repeat("word ", 100_000)) : "yes");

        Assert.Contains($"      said: {string.Join(' ', Enumerable.Repeat("word", 24))}…\n", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_sample_that_got_worse_is_shown()
    {
        using var project = new CutProject { Samples = 3 };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, sample) => item == 2 && sample > 0 ? $"no {sample}" : "yes");

        Assert.Contains("    q02: 1,1,1 → 1,0,0\n      said: no 1\n", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no 2", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_failed_shows_its_code_and_message()
    {
        using var project = new CutProject { Gate = new GateSpec("right", GatePolicy.Absolute) { ErrorRate = 0.5 } };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, _) => item switch
        {
            0 => throw new EngineException(ErrorCode.ContentFilter, "Blocked\nby policy."),
            1 => "",
            _ => "yes",
        });

        Assert.Contains("    q00: 1 → !content_filter\n      failed: content_filter: Blocked by policy.\n", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("    q01: 1 → 0\n      said nothing\n", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_shows_what_is_recorded()
    {
        using var project = new CutProject { IsPaid = true };
        await project.AcceptAsync();
        await project.RunAsync("2", static (_, _) => "recorded", static settings => settings with { Mode = AssayMode.Run, Record = true });

        var outcome = await project.RunAsync("2", static (_, _) => "yes", static settings => settings with { Mode = AssayMode.Replay, StoreDirectory = "other" });

        Assert.Contains("    q00: 1 → 0\n      said: recorded\n", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(3 + 3, project.Calls);
    }

    [Fact]
    public async Task Accepted_run_shows_nothing()
    {
        using var project = new CutProject();
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (_, _) => "I think not.", static settings => settings with { Accept = true });

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains("q00: 1 → 0", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("I think", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regression_that_passes_shows_nothing()
    {
        using var project = new CutProject { Gate = new GateSpec("right", GatePolicy.Exact) { OnRegressed = GateAction.Pass } };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (_, _) => "I think not.");

        Assert.Equal(OutcomeKind.Passed, outcome.Kind);
        Assert.DoesNotContain("I think", outcome.Output, StringComparison.Ordinal);
    }
}
