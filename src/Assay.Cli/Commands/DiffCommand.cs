using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Planning.Diffs;
using Assay.Reporting;
using Assay.Specs;

namespace Assay.Cli.Commands;

/// <summary><c>assay diff</c>: what differs between two specs.</summary>
internal static class DiffCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var before = RunArgument.NoOption(new Argument<string>("before") { Description = "A file: a benchmark or experiment as JSON, or a project as assay.toml or assay.json." });
        var after = RunArgument.NoOption(new Argument<string>("after") { Description = "Another file of the same kind." });
        return host.Runs(
            new Command("diff", "Shows what differs between two specs, value by value. Ends with 1 where something does.") { before, after },
            async (call, cancellationToken) =>
            {
                var old = await ReadAsync(call.PathOf(call.Arguments.GetRequiredValue(before)), cancellationToken);
                var current = await ReadAsync(call.PathOf(call.Arguments.GetRequiredValue(after)), cancellationToken);
                var changes = Compare(old, current);
                var table = Cells.Table(["path", "kind", "before", "after"], changes.Select(static change => (ReportCell[])
                    [ReportCell.Of(change.Path), ReportCell.Of(JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Kind.ToString())), ReportCell.Of(change.Before?.ToString() ?? ""), ReportCell.Of(change.After?.ToString() ?? "")]));
                if (call.IsJson)
                    call.Page.Json(new JsonObject { ["format"] = "assay.cli.diff/1", ["changes"] = table.ToJson() });
                else
                    call.Page.Table(table, "The specs are equal.");
                return changes.Count == 0 ? ExitCode.Done : ExitCode.Found;
            });
    }

    private static ValueList<SpecChange> Compare(object before, object after) => (before, after) switch
    {
        (BenchmarkSpec old, BenchmarkSpec current) => SpecDiffer.Compare(old, current),
        (ExperimentSpec old, ExperimentSpec current) => SpecDiffer.Compare(old, current),
        (ProjectSpec old, ProjectSpec current) => SpecDiffer.Compare(old, current),
        _ => throw new AssayException(ErrorCode.OptionInvalid, $"The files are of two kinds, {NameOf(before)} and {NameOf(after)}; compare two of one kind."),
    };

    private static string NameOf(object spec) => spec switch
    {
        BenchmarkSpec => "a benchmark",
        ExperimentSpec => "an experiment",
        _ => "a project",
    };

    private static async Task<object> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path) == "assay.json")
            return ProjectFile.Load(path);
        string json;
        try
        {
            json = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpecValidationException([new Problem(ErrorCode.SchemaMismatch, $"The file cannot be read: {exception.Message}") { File = path }]);
        }

        return IsBenchmark(json) ? SpecJson.Read<BenchmarkSpec>(json, path) : SpecJson.Read<ExperimentSpec>(json, path);
    }

    /// <summary>A benchmark has slices where an experiment has tasks; what is no JSON is for the reader to tell.</summary>
    private static bool IsBenchmark(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && !document.RootElement.TryGetProperty("tasks", out _);
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
