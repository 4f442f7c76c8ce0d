using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Reports;
using Assay.Errors;

namespace Assay.Cli.Commands;

/// <summary><c>assay report</c>: how the tests ended, for pull requests and for a browser.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var runs = RunArgument.NoOption(new Argument<string[]>("runs") { Description = "The runs whose candidates an HTML page shows; by default the newest of each slice.", Arity = ArgumentArity.ZeroOrMore });
        var format = new Option<string>("--format") { Description = "html: one page; md: for a pull request; junit: XML; github: annotations at the slices' lines.", DefaultValueFactory = static _ => "html" };
        format.AcceptOnlyFromAmong("html", "md", "junit", "github");
        var output = new Option<string?>("--output", "-o") { Description = "The file, which is replaced; standard output without it, and report.html for a page." };
        var append = new Option<bool>("--append") { Description = "Adds to the file instead of replacing it, such as $GITHUB_STEP_SUMMARY." };
        var repository = new Option<string>("--repository") { Description = "The repository's root, to which annotations name files; by default the current folder.", DefaultValueFactory = static _ => "." };
        return host.Runs(
            new Command("report", "Writes how the tests of slices ended: a page for a browser, Markdown, JUnit XML or annotations. Ends with 1 where one failed.") { runs, format, output, append, repository },
            async (call, cancellationToken) =>
            {
                await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
                var outcomes = store.Directory is { } directory ? await OutcomeReader.ReadAsync(directory, cancellationToken) : [];
                var kind = call.Arguments.GetRequiredValue(format);
                var file = call.Arguments.GetValue(output);
                var exit = outcomes.Any(static outcome => outcome.Kind == "failed") ? ExitCode.Found : ExitCode.Done;
                if (call.IsJson)
                    call.Page.Json(new JsonObject { ["format"] = "assay.cli.report/1", ["file"] = file, ["outcomes"] = new JsonArray([.. outcomes.Select(static outcome => outcome.Json.DeepClone())]) });
                if (call.IsJson && file is null)
                    return exit;
                var text = kind switch
                {
                    "md" => PlainReports.Markdown(outcomes),
                    "junit" => PlainReports.JUnit(outcomes),
                    "github" => PlainReports.Annotations(outcomes, Path.GetRelativePath(call.PathOf(call.Arguments.GetRequiredValue(repository)), call.ProjectDirectory) is var folder and not "." ? folder : ""),
                    _ => HtmlReport.Write(await new ReportData(store.Storage).ReadAsync(await ViewsAsync(store, call.Arguments.GetValue(runs) ?? [], cancellationToken), outcomes, cancellationToken)),
                };
                await WriteAsync(call, text, file ?? (kind == "html" ? "report.html" : null), call.Arguments.GetValue(append), cancellationToken);
                return exit;
            });
    }

    private static async Task<IReadOnlyList<RunView>> ViewsAsync(OpenedStore store, string[] names, CancellationToken cancellationToken)
    {
        var reader = new StoreReader(store.Storage);
        var views = new List<RunView>();
        foreach (var name in names)
            views.Add(await reader.ReadAsync(await reader.FindAsync(name, cancellationToken), cancellationToken));
        if (names.Length > 0)
            return views;
        var seen = new HashSet<(string Benchmark, string Slice)>();
        foreach (var run in (await reader.RunsAsync(cancellationToken)).Where(static run => run.Details is not null))
        {
            var plans = run.Plans.Where(plan => seen.Add((run.Benchmark, plan.Slice))).ToList();
            if (plans.Count > 0)
                views.Add(await reader.ReadAsync(run with { Plans = plans }, cancellationToken));
        }

        return views;
    }

    private static async Task WriteAsync(Invocation call, string text, string? output, bool appends, CancellationToken cancellationToken)
    {
        if (output is null)
        {
            await call.Environment.Out.WriteAsync(text.AsMemory(), cancellationToken);
            return;
        }

        var path = call.PathOf(output);
        try
        {
            var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            if (appends)
                await File.AppendAllTextAsync(path, text, encoding, cancellationToken);
            else
                await File.WriteAllTextAsync(path, text, encoding, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.ExportUnwritable, $"The file cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
        }
    }
}
