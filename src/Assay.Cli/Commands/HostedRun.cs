using System.Text.Json.Nodes;
using Assay.Cli.Hosts;
using Assay.Cli.Terminal;
using Assay.Reporting;

namespace Assay.Cli.Commands;

/// <summary><c>assay plan</c> and <c>assay run</c> on an assembly that is built.</summary>
internal static class HostedRun
{
    /// <summary>Plans: a row for each slice.</summary>
    public static Task<int> PlanAsync(Invocation call, string assembly, string? filter, CancellationToken cancellationToken) => RunAsync(
        call,
        "plan",
        assembly,
        FilterOf(filter),
        "plan",
        static plan =>
        [
            Text(plan, "benchmark"), Text(plan, "slice"), Count(plan, "trials"), Count(plan, "candidates"), Count(plan, "done"), Count(plan, "missing"), Count(plan, "paidMissing"), Count(plan, "recorded"), Count(plan, "toScore"), Text(plan, "cost"),
        ],
        ["benchmark", "slice", "trials", "candidates", "done", "to_generate", "paid", "recorded", "to_score", "cost"],
        cancellationToken);

    /// <summary>Runs, with live progress for a person: a row for each slice.</summary>
    public static Task<int> RunAsync(Invocation call, string assembly, string? filter, string? mode, bool accepts, CancellationToken cancellationToken) => RunAsync(
        call,
        "run",
        assembly,
        [.. FilterOf(filter), .. mode is null ? [] : (string[])["--mode", mode], .. accepts ? (string[])["--accept"] : []],
        "outcome",
        static outcome => [Text(outcome, "benchmark"), Text(outcome, "slice"), Text(outcome, "verdict"), Text(outcome, "message")],
        ["benchmark", "slice", "outcome", "message"],
        cancellationToken);

    private static async Task<int> RunAsync(Invocation call, string command, string assembly, IEnumerable<string> arguments, string type, Func<JsonObject, ReportCell[]> row, string[] columns, CancellationToken cancellationToken)
    {
        bool isWell;
        HostLines lines;
        await using (var progress = new HostProgress(call))
        {
            lines = new HostLines(call.Environment.Error.WriteLine) { Came = progress.Take };
            isWell = await new AssemblyHost(call).RunAsync(command, assembly, arguments, lines, cancellationToken);
        }

        var table = Cells.Table([.. columns], lines.OfType(type).Select(row));
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = $"assay.cli.{command}/1", ["succeeded"] = isWell, [type + "s"] = table.ToJson(), ["problems"] = new JsonArray([.. lines.Problems.Select(static problem => (JsonNode)problem.ToString())]) });
        else if (table.Rows.Count > 0 || lines.Problems.Count == 0)
            Show(call.Page, Cells.Table([.. columns], lines.OfType(type).Select(line => FirstLines(row(line)))), lines.OfType(type));
        foreach (var problem in lines.Problems)
            await call.Environment.Error.WriteAsync($"{problem}\n");
        return isWell ? ExitCode.Done : ExitCode.Found;
    }

    /// <summary>Shows a line for each slice, and below it what had more to say than a line.</summary>
    private static void Show(Page page, ReportTable table, IEnumerable<JsonObject> lines)
    {
        page.Table(table, "There is no benchmark.");
        foreach (var line in lines)
        {
            var message = ((string?)line["message"] ?? "").ReplaceLineEndings("\n").Trim('\n');
            if (!message.Contains('\n', StringComparison.Ordinal))
                continue;
            page.Line();
            var place = $"{(string?)line["benchmark"]} / {(string?)line["slice"]}";
            if (!message.StartsWith(place, StringComparison.Ordinal))
                page.Heading(place);
            page.Line(message);
        }
    }

    private static ReportCell[] FirstLines(ReportCell[] cells) =>
        [.. cells.Select(static cell => cell.Text is { } text ? ReportCell.Of(text.ReplaceLineEndings("\n").TrimStart('\n').Split('\n')[0]) : cell)];

    private static string[] FilterOf(string? filter) => filter is null ? [] : ["--filter", filter];

    private static ReportCell Text(JsonObject line, string member) => ReportCell.Of((string?)line[member] ?? "");

    private static ReportCell Count(JsonObject line, string member) => ReportCell.Count((long?)line[member] ?? 0);
}
