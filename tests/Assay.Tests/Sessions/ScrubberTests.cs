using Assay.Errors;
using Assay.Execution;
using Assay.Sessions;
using Assay.Snapshots;

namespace Assay.Tests.Sessions;

/// <summary>Scrubbers of a test assembly: what they reach, in which order, and what becomes of one that is wrong.</summary>
public sealed class ScrubberTests
{
    [Fact]
    public async Task What_was_said_is_scrubbed_in_order_before_it_is_cut()
    {
        using var project = new CutProject { Scrubbers = [(@"\d{4}-\d\d-\d\d", "DATE"), ("(?s)On DATE .{200}", "[$0]"), (@"\[On (\w+) .*\]", "At $1")] };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (_, _) => $"On 2026-11-28 {new string('x', 200)} no.");

        Assert.Contains("      said: At DATE no.\n", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2026", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("2026", await File.ReadAllTextAsync(outcome.File!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_never_scrubbed()
    {
        using var project = new CutProject { Scrubbers = [(@"q\d+|right|cuts", "X")] };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, _) => item == 1 ? "Not q01." : "yes");

        Assert.Contains("right of m", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("    q01: 1 → 0\n      said: Not X.\n", outcome.Message, StringComparison.Ordinal);
        Assert.StartsWith("cuts / all", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failing_engine_said_is_scrubbed()
    {
        using var project = new CutProject { Scrubbers = [("q01|request-[0-9a-f]+", "X")] };
        await project.AcceptAsync();

        var outcome = await project.RunAsync("2", static (item, _) => item == 1 ? throw new EngineException(ErrorCode.BadRequest, "request-12ab for q01 is refused.") : "yes");

        Assert.Contains("m / q01: bad_request: X for X is refused.", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failing_score_of_the_whole_slice_said_is_scrubbed()
    {
        var isBroken = false;
        using var project = new CutProject
        {
            Whole = () => isBroken ? throw new FormatException("request-12ab is no number.") : 1,
            Scrubbers = [("request-[0-9a-f]+", "X")],
        };
        await project.AcceptAsync();
        isBroken = true;

        Assert.Contains("metric 'whole' of the whole slice threw FormatException: X is no number.", (await project.RunAsync("2", static (_, _) => "yes")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_in_the_data_are_scrubbed_and_keep_their_place()
    {
        using var project = new CutProject { Scrubbers = [("(?<=[\"'])q0\\d|questions", "X")], Lines = "{\"id\":\"q00\",\"text\":\"0\"}\n{\"id\":\"q00\",\"text\":\"1\"}\n" };

        var outcome = await project.AcceptAsync();

        var problem = Assert.Single(outcome.Problems);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("questions.jsonl", problem.File, StringComparison.Ordinal);
        Assert.Contains("'X'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'q00'", outcome.Message + outcome.Output, StringComparison.Ordinal);
        Assert.Contains("questions.jsonl(", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_in_the_store_are_scrubbed()
    {
        using var project = new CutProject { Scrubbers = [("no SQLite", "X")] };
        await project.AcceptAsync();
        project.Write(".assay/assay.db", "This is no database, and long enough to have a header of one hundred bytes, which begins otherwise than this text.");

        var outcome = await project.RunAsync("2", static (_, _) => "yes");

        Assert.Equal(ErrorCode.StoreUnreadable, Assert.Single(outcome.Problems).Code);
        Assert.DoesNotContain("SQLite", outcome.Message + outcome.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("it is X database", outcome.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_that_no_scrubber_can_be_put_to_is_not_shown()
    {
        using var project = new CutProject { Scrubbers = [("(open", "x")], Lines = "{\"id\":\"secret\"\n" };

        var outcome = await project.AcceptAsync();

        Assert.DoesNotContain("secret", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Single(outcome.Problems).Code);
    }

    [Fact]
    public void What_stopped_a_run_is_scrubbed()
    {
        var breaker = new CircuitBreaker(1);
        breaker.Record("secret", new EngineException(ErrorCode.Auth, "The key secret is refused."));

        var scrubbed = CircuitBreaker.Scrubbed(breaker.Tripped!, static text => text.Replace("secret", "X", StringComparison.Ordinal));

        Assert.Equal("Stopped after 1 equal failures in a row of the model 'secret': auth: The key X is refused. Mend the cause and run again: what is done stays done.", scrubbed.Problems[0].Message);
        Assert.Equal(ErrorCode.CircuitBreaker, scrubbed.Code);
    }

    [Fact]
    public async Task Pattern_that_is_no_regular_expression_is_named_with_its_mend()
    {
        using var project = new CutProject { Scrubbers = [("a", "b"), ("(open", "x"), ("[z", "x")] };

        var outcome = await project.AcceptAsync();

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Equal([ErrorCode.OptionInvalid, ErrorCode.OptionInvalid], outcome.Problems.Select(static problem => problem.Code));
        Assert.StartsWith("The pattern '(open' of a [assembly: SnapshotScrubber] is no regular expression: ", outcome.Problems[0].Message, StringComparison.Ordinal);
        Assert.EndsWith(" Correct it, or take the attribute away.", outcome.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_that_takes_too_long_is_named_with_its_mend()
    {
        var scrubbers = new Scrubbers([new SnapshotScrubberAttribute("^(?=(a+)+$)b", "x")], TimeSpan.FromMilliseconds(1));

        var problem = Assert.Throws<AssayException>(() => scrubbers.Scrub(new string('a', 200) + "!")).Problems[0];

        Assert.Equal(ErrorCode.OptionInvalid, problem.Code);
        Assert.Equal("The pattern '^(?=(a+)+$)b' of a [assembly: SnapshotScrubber] took longer than 0.001 seconds for a text of 201 characters; write it so that it need not backtrack.", problem.Message);
    }
}
