using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Reports;

namespace Assay.Cli.Commands;

/// <summary><c>assay report</c>: how the tests ended, for pull requests and for a browser.</summary>
internal static class ReportCommand
{
    private const string AiEvaluation = "ai-evaluation";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var runs = RunArgument.NoOption(new Argument<string[]>("runs") { Description = "The runs whose candidates are shown; by default the newest of each slice.", Arity = ArgumentArity.ZeroOrMore });
        var format = new Option<string>("--format") { Description = "html: one page; md: for a pull request; junit: XML; github: annotations at the slices' lines; svg: a chart; ai-evaluation: files for Microsoft.Extensions.AI.Evaluation.", DefaultValueFactory = static _ => "html" };
        format.AcceptOnlyFromAmong("html", "md", "junit", "github", "svg", AiEvaluation);
        var output = new Option<string?>("--output", "-o") { Description = "The file, which is replaced; standard output without it, and report.html for a page. For ai-evaluation a folder, ai-evaluation without it." };
        var append = new Option<bool>("--append") { Description = "Adds to the file instead of replacing it, such as $GITHUB_STEP_SUMMARY." };
        var repository = new Option<string>("--repository") { Description = "The repository's root, to which annotations name files; by default the current folder.", DefaultValueFactory = static _ => "." };
        return host.Runs(
            new Command("report", "Writes how the tests of slices ended: a page for a browser, Markdown, JUnit XML, annotations, a chart, or files for another tool. Ends with 1 where one failed.") { runs, format, output, append, repository },
            async (call, cancellationToken) =>
            {
                await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
                var outcomes = await OutcomeReader.ReadAsync(store.OutcomesDirectory, cancellationToken);
                var kind = call.Arguments.GetRequiredValue(format);
                var file = call.Arguments.GetValue(output);
                var exit = outcomes.Any(static outcome => outcome.Kind == "failed") ? ExitCode.Found : ExitCode.Done;
                if (call.IsJson)
                    call.Page.Json(new JsonObject { ["format"] = "assay.cli.report/1", ["file"] = file, ["outcomes"] = new JsonArray([.. outcomes.Select(static outcome => outcome.Json.DeepClone())]) });
                if (call.IsJson && file is null)
                    return exit;
                var names = call.Arguments.GetValue(runs) ?? [];
                if (kind == "html")
                {
                    var views = await ViewsAsync(store, names, withExplanations: false, cancellationToken);
                    await ReportFile.WriteAsync(call.PathOf(file ?? "report.html"), page => HtmlReport.WriteAsync(page, store.Storage, views, outcomes, store.Prices, cancellationToken));
                }
                else if (kind == AiEvaluation)
                {
                    await WriteEvaluationsAsync(store, call.PathOf(file ?? AiEvaluation), await ViewsAsync(store, names, withExplanations: true, cancellationToken), names.Length > 0, cancellationToken);
                }
                else
                {
                    var text = kind switch
                    {
                        "md" => PlainReports.Markdown(outcomes),
                        "junit" => PlainReports.JUnit(outcomes),
                        "github" => PlainReports.Annotations(outcomes, Path.GetRelativePath(call.PathOf(call.Arguments.GetRequiredValue(repository)), call.ProjectDirectory) is var folder and not "." ? folder : ""),
                        _ => await ChartAsync(store, await ViewsAsync(store, names, withExplanations: false, cancellationToken), cancellationToken),
                    };
                    await WriteAsync(call, text, file, call.Arguments.GetValue(append), cancellationToken);
                }

                return exit;
            });
    }

    private static async Task<string> ChartAsync(OpenedStore store, IReadOnlyList<RunView> views, CancellationToken cancellationToken)
    {
        var figures = new ReportFigures(store.Storage);
        foreach (var view in views)
            await figures.AddAsync(view, cancellationToken);
        return SvgChart.Of(figures);
    }

    /// <summary>The newest runs of all slices are one execution, those that were named one each.</summary>
    private static async Task WriteEvaluationsAsync(OpenedStore store, string folder, IReadOnlyList<RunView> views, bool areNamed, CancellationToken cancellationToken)
    {
        try
        {
            var evaluations = new EvaluationStore(store.Storage, folder);
            foreach (var view in views)
                await evaluations.WriteAsync(view, EvaluationStore.NameOf(areNamed ? view : views.MaxBy(static one => one.Run.At)!), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ReportFile.Unwritable(folder, exception);
        }
    }

    private static async Task<IReadOnlyList<RunView>> ViewsAsync(OpenedStore store, string[] names, bool withExplanations, CancellationToken cancellationToken)
    {
        var reader = new StoreReader(store.Storage);
        var views = new List<RunView>();
        foreach (var name in names)
            views.Add(await ReadAsync(await reader.FindAsync(name, cancellationToken)));
        if (names.Length > 0)
            return views;
        var seen = new HashSet<(string Benchmark, string Slice)>();
        foreach (var run in (await reader.RunsAsync(cancellationToken)).Where(static run => run.Details is not null))
        {
            var plans = run.Plans.Where(plan => seen.Add((run.Benchmark, plan.Slice))).ToList();
            if (plans.Count > 0)
                views.Add(await ReadAsync(run with { Plans = plans }));
        }

        return [.. views.OrderBy(static view => view.Run.Benchmark, StringComparer.Ordinal).ThenBy(static view => view.Run.Slices, StringComparer.Ordinal)];

        Task<RunView> ReadAsync(StoredRun run) => withExplanations ? reader.ReadAsync(run, cancellationToken) : reader.ReadFiguresAsync(run, cancellationToken);
    }

    private static async Task WriteAsync(Invocation call, string text, string? output, bool appends, CancellationToken cancellationToken)
    {
        if (output is null)
        {
            await call.Environment.Out.WriteAsync(text.AsMemory(), cancellationToken);
            return;
        }

        await ReportFile.WriteAsync(call.PathOf(output), text, appends, cancellationToken);
    }
}
