using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Hosts;
using Assay.Cli.Reading;
using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Care;
using Assay.Storage.Sqlite;

namespace Assay.Cli.Commands;

/// <summary><c>assay import</c>: what was made elsewhere comes into the store.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var path = RunArgument.NoOption(new Argument<string>("path") { Description = "A file of results or outputs, or the folder of another store." });
        var assembly = AssemblyHost.Option();
        var benchmark = new Option<string?>("--benchmark") { Description = "The benchmark that a file is for, where it does not say." };
        return host.Runs(
            new Command("import", "Records results that were made elsewhere, or all that another store holds, such as that of a shard. What does not fit is refused whole, line by line; importing again changes nothing.") { path, assembly, benchmark },
            (call, cancellationToken) =>
            {
                var place = call.PathOf(call.Arguments.GetRequiredValue(path));
                return Directory.Exists(place)
                    ? JoinAsync(call, place, cancellationToken)
                    : ImportAsync(call, place, call.Arguments.GetValue(assembly), call.Arguments.GetValue(benchmark), cancellationToken);
            });
    }

    private static async Task<int> ImportAsync(Invocation call, string file, string? given, string? benchmark, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new AssayException(new Problem(ErrorCode.ImportUnreadable, "There is no such file or folder; name a file of results, or the folder of another store.") { File = file });
        var host = new AssemblyHost(call);
        var lines = new HostLines(call.Environment.Error.WriteLine);
        string[] more = benchmark is null ? ["--file", file] : ["--file", file, "--benchmark", benchmark];
        if (!await host.RunAsync("import", await host.FindAsync(given, cancellationToken), more, lines, cancellationToken))
            throw new AssayException(lines.Problems);
        var summary = lines.OfType("imported").Single();
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.import/1",
                ["run"] = (string?)summary["run"],
                ["imported"] = (long)summary["imported"]!,
                ["failed"] = (long)summary["failed"]!,
                ["already_there"] = (long)summary["alreadyThere"]!,
                ["differing"] = (long)summary["differing"]!,
            });
        }
        else
        {
            call.Page.Line($"{summary["imported"]} results recorded, {summary["failed"]} failures recorded, {summary["alreadyThere"]} already there, {summary["differing"]} of which say something else.");
        }

        return ExitCode.Done;
    }

    private static async Task<int> JoinAsync(Invocation call, string folder, CancellationToken cancellationToken)
    {
        await using var target = await OpenedStore.OpenOrMakeAsync(call.StoreDirectory is { } given ? call.PathOf(given) : null, call.ProjectDirectory, call.Environment.Time, cancellationToken);
        if (target.Directory is { } ours && Path.GetFullPath(ours) == Path.GetFullPath(folder))
            throw new AssayException(new Problem(ErrorCode.OptionInvalid, "This is the store that is imported into; name another one.") { File = folder });
        if (!File.Exists(Path.Combine(folder, "assay.db")))
            throw new StoreException(new Problem(ErrorCode.StoreUnreadable, "The folder holds no store (assay.db); name the folder of one, such as a shard's .assay.") { File = folder });
        JoinReport report;
        await using (var source = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder, ReadOnly = true }, call.Environment.Time, cancellationToken))
            report = await StoreJoin.JoinAsync(target.Storage, source, Path.GetRelativePath(call.Environment.Directory, folder).Replace('\\', '/'), call.Environment.Time, cancellationToken);
        var outcomes = target.Directory is { } directory ? CopyOutcomes(folder, directory) : 0;
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.import.store/1",
                ["runs"] = new JsonArray([.. report.RunIds.Select(static run => (JsonNode)$"r{run}")]),
                ["slices"] = report.Plans,
                ["generations"] = report.Generations,
                ["scores"] = report.Scores,
                ["already_there"] = report.AlreadyThere,
                ["outcomes"] = outcomes,
            });
        }
        else
        {
            call.Page.Line(FormattableString.Invariant($"{report.Generations} generations and {report.Scores} scores of {report.Plans} slices came{(report.RunIds.Count > 0 ? $" as {string.Join(", ", report.RunIds.Select(static run => $"r{run}"))}" : "")}; {report.AlreadyThere} generations were there. {outcomes} outcomes of tests came."));
        }

        return ExitCode.Done;
    }

    /// <summary>Takes over how tests ended, where the other store's are newer.</summary>
    private static int CopyOutcomes(string from, string to)
    {
        var theirs = Path.Combine(from, "outcomes");
        if (!Directory.Exists(theirs))
            return 0;
        var copied = 0;
        foreach (var file in Directory.EnumerateFiles(theirs, "*.json", SearchOption.AllDirectories))
        {
            var ours = Path.Combine(to, "outcomes", Path.GetRelativePath(theirs, file));
            if (File.Exists(ours) && File.GetLastWriteTimeUtc(ours) >= File.GetLastWriteTimeUtc(file))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(ours)!);
            File.Copy(file, ours, overwrite: true);
            copied++;
        }

        return copied;
    }
}
