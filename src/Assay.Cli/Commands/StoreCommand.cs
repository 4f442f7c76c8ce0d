using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Reporting;
using Assay.Storage.Care;

namespace Assay.Cli.Commands;

/// <summary><c>assay store</c>: looks after a store.</summary>
internal static class StoreCommand
{
    // Where a SQLite file keeps the number that its user gives it, which is the version of the store's schema.
    private const int VersionAt = 60;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var drop = new Option<string[]>("--drop") { Description = "Runs to drop, such as r3, with what was made for them alone.", AllowMultipleArgumentsPerToken = true };
        var compact = new Command("compact", "Drops runs and what nothing names any more, and gives the room back.") { drop };
        return new Command("store", "Looks after the store.")
        {
            StoreExport.Create(host),
            host.Runs(new Command("verify", "Reads the whole store and says what is wrong. Ends with 1 where something is."), VerifyAsync),
            host.Runs(new Command("rebuild", "Makes what is derived from the log anew."), RebuildAsync),
            host.Runs(compact, (call, cancellationToken) => CompactAsync(call, call.Arguments.GetValue(drop) ?? [], cancellationToken)),
            host.Runs(new Command("migrate", "Brings the store to the schema of this version."), MigrateAsync),
        };
    }

    private static async Task<int> VerifyAsync(Invocation call, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var found = await CareOf(store).VerifyAsync(cancellationToken);
        var table = Cells.Table(["place", "code", "message"], found.Findings.Select(static finding => (ReportCell[])
            [ReportCell.Of(finding.Place), ReportCell.Of(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(finding.Code.ToString())), ReportCell.Of(finding.Message)]));
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.store.verify/1", ["sound"] = found.IsSound, ["events"] = found.Events, ["payloads"] = found.Payloads, ["findings"] = table.ToJson() });
        else
            call.Page.Table(table, string.Create(CultureInfo.InvariantCulture, $"The store is sound: {found.Events} events, {found.Payloads} payloads."));
        return found.IsSound ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<int> RebuildAsync(Invocation call, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: true, cancellationToken);
        await CareOf(store).RebuildAsync(cancellationToken);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.store.rebuild/1", ["rebuilt"] = true });
        else
            call.Page.Line("The projections are made anew from the events.");
        return ExitCode.Done;
    }

    private static async Task<int> CompactAsync(Invocation call, string[] names, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: true, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var runs = new List<long>();
        foreach (var name in names)
        {
            var run = await reader.FindAsync(name, cancellationToken);
            runs.Add(run.Details?.Id ?? throw new AssayException(ErrorCode.RunUnknown, $"The run '{name}' is planned and never began, so there is nothing of it to drop."));
        }

        var report = await CareOf(store).CompactAsync(new CompactOptions { DropRuns = runs }, cancellationToken);
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.store.compact/1",
                ["runs"] = report.Runs,
                ["runs_kept"] = new JsonArray([.. report.RunsKept.Select(static run => (JsonNode)$"r{run}")]),
                ["events"] = report.Events,
                ["payloads"] = report.Payloads,
                ["bytes_before"] = report.BytesBefore,
                ["bytes_after"] = report.BytesAfter,
            });
            return ExitCode.Done;
        }

        call.Page.Line(string.Create(CultureInfo.InvariantCulture, $"Dropped: {report.Runs} runs, {report.Events} events, {report.Payloads} payloads; {report.BytesBefore} bytes became {report.BytesAfter}."));
        if (report.RunsKept.Count > 0)
            call.Page.Line($"Kept, because others use what they made: {string.Join(", ", report.RunsKept.Select(static run => $"r{run}"))}.");
        return ExitCode.Done;
    }

    private static async Task<int> MigrateAsync(Invocation call, CancellationToken cancellationToken)
    {
        string file;
        await using (var before = await call.OpenStoreAsync(forWriting: false, cancellationToken))
            file = before.Place;
        var from = await VersionOfAsync(file, cancellationToken);
        await using (await call.OpenStoreAsync(forWriting: true, cancellationToken))
        {
        }

        var to = await VersionOfAsync(file, cancellationToken);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.store.migrate/1", ["from"] = from, ["to"] = to });
        else
            call.Page.Line(from == to ? $"The store has the schema of this version, {to}." : $"The store's schema went from {from} to {to}.");
        return ExitCode.Done;
    }

    /// <summary>What looks after a store.</summary>
    public static StoreCare CareOf(OpenedStore store) =>
        store.Storage.Care ?? throw new StoreException(new Problem(ErrorCode.OptionInvalid, "This kind of store is looked after by its database; use its own tools."));

    private static async Task<int?> VersionOfAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return null;
        var head = new byte[VersionAt + sizeof(int)];
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await stream.ReadExactlyAsync(head, cancellationToken);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(VersionAt));
    }
}
