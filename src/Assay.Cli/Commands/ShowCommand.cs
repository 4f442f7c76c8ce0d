using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Errors;

namespace Assay.Cli.Commands;

/// <summary><c>assay show</c>: a run, a trial or a candidate.</summary>
internal static class ShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var name = RunArgument.NoOption(new Argument<string>("name")
        {
            Description = "A run (r3, last, the beginning of its plan's identity), or the beginning of a candidate's or trial's hash.",
            DefaultValueFactory = static _ => "last",
        });
        return host.Runs(
            new Command("show", "Shows a run, or a candidate or trial with its output, conversation, parses, scores and timeline.") { name },
            (call, cancellationToken) => RunAsync(call, call.Arguments.GetRequiredValue(name), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, string name, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        if (await reader.TryFindAsync(name, cancellationToken) is { } run)
        {
            await RunPage.ShowAsync(call, store.Storage, run, cancellationToken);
            return ExitCode.Done;
        }

        var runs = await reader.RunsAsync(cancellationToken);
        var search = new HashSearch(store.Storage);
        var candidates = new CandidatePages(store.Storage, search, runs);
        if (await search.FindCandidateAsync(name, cancellationToken) is { } generation)
        {
            var page = await candidates.ReadAsync(generation, cancellationToken);
            if (call.IsJson)
                call.Page.Json(CandidateJson.Of(page, "assay.cli.candidate/1"));
            else
                call.Page.Tree(CandidateText.Of(page));
            return ExitCode.Done;
        }

        if (await search.FindTrialAsync(name, runs, cancellationToken) is not { } trial)
            throw new AssayException(ErrorCode.HashUnknown, $"The store has no run, candidate or trial '{name}'; `assay list` shows runs, and `assay export` the hashes of candidates and trials.");
        var pages = new List<CandidatePage>();
        foreach (var one in trial.Generations)
            pages.Add(await candidates.ReadAsync(one, cancellationToken));
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.trial/1", ["trial"] = trial.Id.ToString(), ["candidates"] = new JsonArray([.. pages.Select(static page => CandidateJson.Of(page, null))]) });
            return ExitCode.Done;
        }

        call.Page.Heading($"trial {trial.Id}");
        foreach (var page in pages)
            call.Page.Tree(CandidateText.Of(page));
        return ExitCode.Done;
    }
}
