using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Hosts;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Reporting;
using Assay.Specs;

namespace Assay.Cli.Commands;

/// <summary><c>assay estimate</c>: calls, tokens and money that a run would take.</summary>
internal static class EstimateCommand
{
    private static readonly string[] Columns = ["benchmark", "slice", "model", "paid", "calls", "prompt_tokens", "completion_tokens", "cost", "calls_of_all", "cost_of_all"];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.NoOption(new Argument<string?>("run")
        {
            Description = "A run of the store, of which what is missing is estimated from what its stored generations took; without it, the project is built and planned.",
            DefaultValueFactory = static _ => null,
        });
        var assembly = AssemblyHost.Option();
        var filter = new Option<string?>("--filter") { Description = "One benchmark, or benchmark/slice." };
        return host.Runs(
            new Command("estimate", "Shows which calls a run would make, their tokens, and what they cost by the prices of the project file; calls no engine.") { run, assembly, filter },
            (call, cancellationToken) => call.Arguments.GetValue(run) is { } name
                ? OfStoreAsync(call, name, call.Arguments.GetValue(filter), cancellationToken)
                : OfAssemblyAsync(call, call.Arguments.GetValue(assembly), call.Arguments.GetValue(filter), cancellationToken));
    }

    private static async Task<int> OfAssemblyAsync(Invocation call, string? given, string? filter, CancellationToken cancellationToken)
    {
        var host = new AssemblyHost(call);
        var lines = new HostLines(call.Environment.Error.WriteLine);
        if (!await host.RunAsync("estimate", await host.FindAsync(given, cancellationToken), filter is null ? [] : ["--filter", filter], lines, cancellationToken))
            throw new AssayException(lines.Problems);
        var rows = lines.OfType("estimate").SelectMany(static slice => slice["models"]!.AsArray().Select(model => new RunCost((string)slice["benchmark"]!, (string)slice["slice"]!, (string)model!["model"]!)
        {
            IsPaid = (bool)model["paid"]!,
            Calls = (long)model["missing"]!["calls"]!,
            PromptTokens = (long?)model["missing"]!["promptTokens"],
            CompletionTokens = (long?)model["missing"]!["completionTokens"],
            Cost = (double?)model["missing"]!["cost"],
            CallsOfAll = (long)model["whole"]!["calls"]!,
            CostOfAll = (double?)model["whole"]!["cost"],
        }));
        return Show(call, [.. rows], [.. lines.OfType("estimate").SelectMany(static slice => slice["notes"]!.AsArray().Select(static note => (string)note!)).Distinct()]);
    }

    private static async Task<int> OfStoreAsync(Invocation call, string name, string? filter, CancellationToken cancellationToken)
    {
        var prices = ProjectFile.Find(call.ProjectDirectory) is { } file ? ProjectFile.Load(file).Prices : [];
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var view = await reader.ReadAsync(await reader.FindAsync(name, cancellationToken), cancellationToken);
        var rows = (await StoredCosts.ReadAsync(store.Storage, view, prices, cancellationToken))
            .Where(row => filter is null || filter == row.Benchmark || filter == $"{row.Benchmark}/{row.Slice}")
            .ToList();
        return Show(call, rows, ["Tokens are the mean of the run's stored generations of each model, times the calls that are missing."]);
    }

    private static int Show(Invocation call, List<RunCost> rows, IReadOnlyList<string> notes)
    {
        var table = Cells.Table([.. Columns], rows.Select(static row => (ReportCell[])
        [
            ReportCell.Of(row.Benchmark), ReportCell.Of(row.Slice), ReportCell.Of(row.Model), ReportCell.Of(row.IsPaid switch { true => "yes", false => "no", _ => "" }), ReportCell.Count(row.Calls), ReportCell.Count(row.PromptTokens), ReportCell.Count(row.CompletionTokens),
            ReportCell.Of(row.Cost), ReportCell.Count(row.CallsOfAll), ReportCell.Of(row.CostOfAll),
        ]));
        var cost = rows.Exists(static row => row.Cost is null) ? null : (double?)rows.Sum(static row => row.Cost);
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.estimate/1",
                ["calls"] = rows.Sum(static row => row.Calls),
                ["cost"] = cost,
                ["estimates"] = table.ToJson(),
                ["notes"] = new JsonArray([.. notes.Select(static note => (JsonNode)note)]),
            });
            return ExitCode.Done;
        }

        call.Page.Table(table, "There is no benchmark.");
        var shown = cost is { } known ? known.ToString(known is > 0 and < 1 ? "G2" : "0.00", CultureInfo.InvariantCulture) : "unknown; give the models' prices in the project file, and a longest completion where nothing is stored";
        call.Page.Line(FormattableString.Invariant($"{rows.Sum(static row => row.Calls)} calls are missing. Their cost: {shown}."));
        foreach (var note in notes)
            call.Page.Line($"- {note}");
        return ExitCode.Done;
    }
}
