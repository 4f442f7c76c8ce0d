using System.Text;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Exchange;
using Assay.Execution;
using Assay.Results;
using Assay.Specs;
using Assay.Tests.Exchange;

namespace Assay.Tests.Scenarios;

/// <summary>Work that goes out of one store and comes back into another.</summary>
public sealed class ExchangeScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_exported_on_one_store_and_imported_on_another_are_scored_as_if_made_there()
    {
        await using var here = new ScenarioProject();
        await using var there = new ScenarioProject { IsPaid = true };
        await using var usual = new ScenarioProject();

        var summary = await ImportAsync(there, Answer(await ExportAsync(here)));
        var result = await there.RunAsync();

        Assert.Equal((36, 0, 0), (summary.Imported, there.Calls.Count, result.Work!.Generated));
        Assert.Equal(await ScenarioProject.SheetAsync(await usual.RunAsync()), await ScenarioProject.SheetAsync(result));
    }

    [Fact]
    public async Task Half_of_the_answers_leave_the_other_half_to_the_next_bundle_and_then_to_the_run()
    {
        await using var ledger = new ScenarioProject();
        await ImportAsync(ledger, Outsider.Answer(await ExportAsync(ledger), static line => line["model"]!["id"]!.ToString() == "exact" ? Answered(line) : null));

        var rest = await ExportAsync(ledger);
        await ImportAsync(ledger, Outsider.Answer(rest, static line => line["prompt"]!.ToString() == "bare" ? Answered(line) : null));
        var result = await ledger.RunAsync();

        Assert.Equal((24, 12), (Outsider.Read(rest).Count - 1, ledger.Calls.Count));
        Assert.All(ledger.Calls, static call => Assert.Equal(2, call.Prompt.Messages.Length));
        Assert.Equal(36, (await result.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Errors_come_back_as_failed_generations_and_are_what_the_next_bundle_holds()
    {
        await using var ledger = new ScenarioProject();
        var errors = Outsider.Answer(await ExportAsync(ledger), static line => line["model"]!["id"]!.ToString() == "wordy" ? new JsonObject { ["error"] = new JsonObject { ["code"] = "content_filter", ["message"] = "No." } } : Answered(line));

        var summary = await ImportAsync(ledger, errors);
        var rest = Outsider.Read(await ExportAsync(ledger));

        Assert.Equal((24, 12), (summary.Imported, summary.Failed));
        Assert.Equal(12, rest.Skip(1).Count(static line => line["model"]!["id"]!.ToString() == "wordy"));
        Assert.Equal(13, rest.Count);
    }

    [Fact]
    public async Task Scores_made_elsewhere_are_those_of_the_results()
    {
        await using var ledger = new ScenarioProject();
        await ledger.Open().GenerateAsync(ledger.Benchmark, null, Token);
        using var bundle = new MemoryStream();
        await ledger.Open().ExportEvaluationBundleAsync(ledger.Benchmark, bundle, null, Token);

        var scores = Outsider.Score(Encoding.UTF8.GetString(bundle.ToArray()), static (_, score) => new JsonObject { ["value"] = score["score"]!.ToString() == "right" ? 0.5 : 0.25 });
        var summary = await ledger.Open().ImportEvaluationResultsAsync(ledger.Benchmark, Outsider.ToStream(scores), null, Token);
        var result = await ledger.Open().EvaluateAsync(ledger.Benchmark, null, Token);

        // Nobody can score what the strict parse cannot read: the wordy answers, in both prompts.
        Assert.Equal(96, summary.Imported);
        Assert.All((await ScenarioProject.MeansAsync(result, "right")).Values, static mean => Assert.Equal(0.5, mean));
        Assert.Equal(new() { ["exact"] = 0.25, ["sloppy"] = 0.25, ["wordy"] = null }, await ScenarioProject.MeansAsync(result, "strict_right"));
    }

    [Fact]
    public async Task Table_of_one_model_is_imported_and_the_others_are_run()
    {
        await using var ledger = new ScenarioProject();
        var table = new StringBuilder("model,prompt,item_id,output\n");
        foreach (var prompt in (string[])["bare", "asked"])
        {
            for (var n = 1; n <= 6; n++)
                table.Append(System.Globalization.CultureInfo.InvariantCulture, $"sloppy,{prompt},sum{n:d3},{11 * n}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(ledger.Folder, "outputs.csv"), table.ToString(), Token);
        var summary = await ledger.Open().ImportCandidatesAsync(ledger.Benchmark, Path.Combine(ledger.Folder, "outputs.csv"), null, Token);
        var result = await ledger.RunAsync();

        Assert.Equal((12, 24), (summary.Imported, ledger.Calls.Count));
        Assert.Equal(1, (await ScenarioProject.MeansAsync(result, "right"))["sloppy"]);
    }

    [Fact]
    public async Task File_with_one_bad_line_is_refused_whole()
    {
        await using var ledger = new ScenarioProject();
        var answers = Answer(await ExportAsync(ledger)).Split('\n');
        answers[20] = answers[20].Replace("\"output\"", "\"outptu\"", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(ledger, string.Join('\n', answers)));

        Assert.Equal(21, error.Problems[0].Line);
        Assert.Equal(36, Outsider.Read(await ExportAsync(ledger)).Count - 1);
    }

    [Fact]
    public async Task Answers_for_another_spec_are_refused_whole()
    {
        await using var ledger = new ScenarioProject();
        var answers = Answer(await ExportAsync(ledger));
        ledger.Benchmark = ledger.Benchmark with { Samples = 2 };

        var error = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(ledger, answers));

        Assert.Equal((ErrorCode.ImportMismatch, 72), (error.Code, Outsider.Read(await ExportAsync(ledger)).Count - 1));
    }

    [Fact]
    public async Task Run_submitted_to_a_batch_backend_is_done_when_its_outputs_and_scores_have_come()
    {
        await using var ledger = new ScenarioProject { Spec = new ProjectSpec("ledger") { Backend = new BatchBackendSpec("acme") } };
        var handle = await ledger.Open().SubmitAsync(ledger.Benchmark, null, Token);
        await ImportAsync(ledger, Answer(await ExportAsync(ledger)));
        var halfway = await ledger.Open().ResumeAsync(handle.RunId.ToString(), ledger.Benchmark, null, Token);

        await ledger.Open().EvaluateAsync(ledger.Benchmark, null, Token);
        var done = await ledger.Open().ResumeAsync(handle.RunId.ToString(), ledger.Benchmark, null, Token);

        Assert.Equal((RunStatus.Pending, 216L), (handle.Status, handle.Pending));
        Assert.Contains("wait for the provider 'acme'", Assert.Single(handle.Warnings), StringComparison.Ordinal);
        Assert.Equal((false, 180L, true), (halfway.IsDone, halfway.Handle.Pending, done.IsDone));
        Assert.Empty(ledger.Calls);
        Assert.Equal(36, (await done.Result!.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Results_of_two_stores_are_compared_item_by_item()
    {
        await using var here = new ScenarioProject();
        await using var there = new ScenarioProject();
        there.Answer = static (request, _) => ValueTask.FromResult<Output>(request.Item.Id == "sum001" ? "0" : StoreCrasher.SampleLedger.AnswerOf(request));

        var table = await (await there.RunAsync()).PairedCompareAsync(await here.RunAsync(), "right", new ComparisonOptions { Across = [GroupKind.Model, GroupKind.Prompt] }, Token);

        var row = Assert.Single(table.Rows);
        Assert.Equal((36, (0, 6)), (row.Pairs, row.Moved));
        Assert.Equal(-1 / 6.0, row.Delta!.Value, 12);
    }

    private static async Task<string> ExportAsync(ScenarioProject project)
    {
        using var stream = new MemoryStream();
        await project.Open().ExportGenerationBundleAsync(project.Benchmark, stream, null, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Task<ImportSummary> ImportAsync(ScenarioProject project, string results) =>
        project.Open().ImportGenerationResultsAsync(project.Benchmark, Outsider.ToStream(results), null, Token);

    private static string Answer(string bundle) => Outsider.Answer(bundle, Answered);

    /// <summary>What a clerk would answer, by somebody who has the bundle alone.</summary>
    private static JsonObject Answered(JsonObject line)
    {
        var (a, sum) = (line["item"]!["a"]!.GetValue<int>(), line["item"]!["sum"]!.GetValue<int>());
        return new JsonObject
        {
            ["output"] = line["model"]!["id"]!.ToString() switch
            {
                "wordy" => FormattableString.Invariant($"The answer is {sum}."),
                "sloppy" when a % 2 == 0 => FormattableString.Invariant($"{sum + 1}"),
                _ => FormattableString.Invariant($"{sum}"),
            },
        };
    }
}
