using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>
/// An edit of the source costs the calls that it changes and no others. The engine itself logs its calls, in whatever
/// process; each test takes its edit back, so that the stored first run is what every edit starts from.
/// </summary>
public sealed class ReuseTests(CountedRun counted) : IClassFixture<CountedRun>
{
    private const string Source = "Counting.cs";

    [Fact]
    public void The_first_run_makes_each_call_once()
    {
        Assert.True(counted.First.ExitCode == 0, counted.First.Text);
        Assert.Contains("180 trials, 180 generated, 0 reused, 0 failed", counted.First.Text, StringComparison.Ordinal);
        Assert.Equal(160, counted.FirstCalls.Count);
        Assert.Equal(160, counted.FirstCalls.Distinct().Count());
    }

    [Fact]
    public async Task The_second_run_calls_no_engine()
    {
        counted.Project.Calls.Clear();

        var second = await counted.Project.DotnetAsync("test");

        Assert.True(second.ExitCode == 0, second.Text);
        Assert.Contains("180 trials, 0 generated, 180 reused, 0 failed", second.Text, StringComparison.Ordinal);
        Assert.Empty(counted.Project.Calls.Read());
    }

    [Fact]
    public async Task An_edited_metric_is_scored_anew_and_nothing_is_generated()
    {
        using var edit = counted.Project.Edit(Source, "(double)Math.Abs(answer - question.Number) / question.Number", "(double)Math.Abs(answer - question.Number)");

        var (run, calls) = await counted.RunEditedAsync();

        Assert.Equal(new RunNumbers(160, 0, 160, 0), run.Numbers);
        Assert.Empty(calls);
        Assert.Equal("9", Score("low", "q-0019", "rounder", "ask"));
        Assert.Equal("7", Score("high", "q-0027", "rounder", "beg"));
    }

    [Fact]
    public async Task The_plan_says_what_an_edited_metric_computes_and_that_nothing_is_generated()
    {
        using var edit = counted.Project.Edit(Source, "/ question.Number;", "/ (1 + question.Number);");
        counted.Project.Calls.Clear();

        var plan = await counted.Project.DotnetAsync("build", "--no-restore", "-t:AssayPlan", "-p:AssayFilter=counting/low");

        Assert.True(plan.ExitCode == 0, plan.Text);
        Assert.Contains("Assay:   metric deviation changed: 80 scores to compute, 0 generations", plan.Text, StringComparison.Ordinal);
        Assert.Empty(counted.Project.Calls.Read());
    }

    [Fact]
    public async Task A_metric_rewritten_to_the_same_effect_is_scored_anew_and_passes()
    {
        using var edit = counted.Project.Edit(Source, "answer - question.Number", "question.Number - answer");

        var (run, calls) = await counted.RunEditedAsync();

        Assert.True(run.ExitCode == 0, run.Text);
        Assert.All(run.Lines("outcome"), static outcome => Assert.Equal("80 candidates: 0 generated, 80 reused, 80 scored.", outcome.GetProperty("message").GetString()));
        Assert.Empty(calls);
    }

    [Fact]
    public async Task An_edited_prompt_text_is_asked_anew_in_that_variant_alone()
    {
        using var edit = counted.Project.Edit(Source, "[User(\"Count to {item.Number}\")]", "[User(\"Now count to {item.Number}\")]");

        var (run, calls) = await counted.RunEditedAsync();

        Assert.Equal(new RunNumbers(160, 80, 80, 0), run.Numbers);
        Assert.Equal(Calls(["exact", "rounder"], "Now count to"), calls.Order());
    }

    [Fact]
    public async Task An_added_model_is_asked_alone()
    {
        using var edit = counted.Project.Edit(Source, "[Model(\"rounder\", Provider = \"counter\")]", "[Model(\"rounder\", Provider = \"counter\")]\n[Model(\"newcomer\", Provider = \"counter\")]");

        var (run, calls) = await counted.RunEditedAsync();

        Assert.Equal(new RunNumbers(240, 80, 160, 0), run.Numbers);
        Assert.Equal(Calls(["newcomer"], "Count to", "Please count to"), calls.Order());
    }

    [Fact]
    public async Task An_added_slice_that_asks_the_same_generates_nothing()
    {
        using var edit = counted.Project.Edit(Source, "    [Prompt(\"ask\")]", """
                [Slice("again", Dimensions = ["seen=before"])]
                public static Dataset<Question> Again => Dataset.Jsonl<Question>("data/low.jsonl");

                [Prompt("ask")]
            """);

        var (run, calls) = await counted.RunEditedAsync();

        Assert.Equal(new RunNumbers(240, 0, 240, 0), run.Numbers);
        Assert.Empty(calls);
    }

    /// <summary>The sample of one row of the scores as the edited run received them.</summary>
    private string Score(string slice, string item, string model, string prompt) => Assert.Single(
        File.ReadLines(counted.Project.PathOf("Counting.received.items.tsv")).Select(static line => line.Split('\t')),
        row => row[0] == slice && row[1] == item && row[2] == model && row[3] == prompt)[6];

    /// <summary>The calls, in ordinal order, that ask these models these prompts over both slices.</summary>
    private static IEnumerable<string> Calls(string[] models, params string[] prompts) =>
        from line in
            from model in models
            from prompt in prompts
            from number in Enumerable.Range(1, 2 * CountedRun.Items)
            select $"{model}: {prompt} {number}: {(model == "rounder" ? number - number % 10 : number)}"
        orderby line
        select line;
}
