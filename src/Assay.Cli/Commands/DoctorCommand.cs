using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Reporting;
using Assay.Specs;

namespace Assay.Cli.Commands;

/// <summary><c>assay doctor</c>: what stands in the way.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host) =>
        host.Runs(new Command("doctor", "Looks at the SDK, the project file, the store, git and received snapshots. Ends with 1 where something is wrong."), RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        (string What, Func<Task<(string State, string Message)>> Look)[] checks =
        [
            ("sdk", () => SdkAsync(call, cancellationToken)),
            ("project file", () => Task.FromResult(ProjectOf(call))),
            ("store", () => StoreAsync(call, cancellationToken)),
            ("git", () => GitAsync(call, cancellationToken)),
            ("snapshots", () => Task.FromResult(Snapshots(call))),
        ];
        var rows = new List<ReportCell[]>();
        foreach (var (what, look) in checks)
        {
            (string State, string Message) found;
            try
            {
                found = await look();
            }
            catch (AssayException exception)
            {
                found = ("wrong", string.Join(" ", exception.Problems));
            }

            rows.Add([ReportCell.Of(what), ReportCell.Of(found.State), ReportCell.Of(found.Message)]);
        }

        var table = Cells.Table(["check", "state", "finding"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.doctor/1", ["checks"] = table.ToJson() });
        else
            call.Page.Table(table, "");
        return rows.Exists(static row => row[1].Text == "wrong") ? ExitCode.Found : ExitCode.Done;
    }

    private static async Task<(string State, string Message)> SdkAsync(Invocation call, CancellationToken cancellationToken) =>
        await FirstLineAsync(call, "dotnet", ["--version"], cancellationToken) is ({ } version, 0)
            ? ("ok", $".NET SDK {version}")
            : ("wrong", "There is no .NET SDK for this folder; install the one that global.json asks for.");

    private static (string State, string Message) ProjectOf(Invocation call)
    {
        if (ProjectFile.Find(call.ProjectDirectory) is not { } file)
            return ("none", "There is no assay.toml or assay.json; defaults are used.");
        var project = ProjectFile.Load(file);
        return ("ok", $"{Path.GetFileName(file)} of '{project.Name}'");
    }

    private static async Task<(string State, string Message)> StoreAsync(Invocation call, CancellationToken cancellationToken)
    {
        if (call.StoreDirectory is null && ProjectFile.Find(call.ProjectDirectory) is null && !Directory.Exists(Path.Combine(call.ProjectDirectory, ".assay")))
            return ("none", "There is no store yet; a run makes it.");
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var runs = await store.Storage.Projections.ReadRunsAsync(cancellationToken);
        return ("ok", string.Create(CultureInfo.InvariantCulture, $"{runs.Count} runs; `assay store verify` reads all of it"));
    }

    private static async Task<(string State, string Message)> GitAsync(Invocation call, CancellationToken cancellationToken)
    {
        var (commit, exit) = await FirstLineAsync(call, "git", ["rev-parse", "--short", "HEAD"], cancellationToken);
        if (exit != 0)
            return ("none", "The folder is not under git, or has no commit; runs are recorded without one.");
        var (ignored, _) = await FirstLineAsync(call, "git", ["check-ignore", ".assay/assay.db"], cancellationToken);
        if (ignored is null && File.Exists(Path.Combine(call.ProjectDirectory, ".assay", "assay.db")))
            return ("wrong", "The store would be committed; add .assay/ and *.received.* to .gitignore.");
        var (changed, _) = await FirstLineAsync(call, "git", ["status", "--porcelain", "--", "."], cancellationToken);
        return ("ok", changed is null ? $"at {commit}, clean" : $"at {commit}, with changes");
    }

    private static (string State, string Message) Snapshots(Invocation call)
    {
        var names = ReceivedFiles.Below(call.ProjectDirectory).Select(static request => request.Name).ToList();
        return names.Count == 0 ? ("ok", "No received snapshots wait.") : ("waiting", $"Received, to be accepted or mended: {string.Join(", ", names)}");
    }

    private static async Task<(string? Line, int? Exit)> FirstLineAsync(Invocation call, string program, string[] arguments, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(call.ProjectDirectory))
            throw new AssayException(ErrorCode.OptionInvalid, $"There is no folder '{call.ProjectDirectory}'; name the project's with --project.");
        string? first = null;
        using var late = new CancellationTokenSource(Patience, call.Environment.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var exit = await ChildProcess.RunAsync(program, arguments, call.ProjectDirectory, line => first ??= line, stop.Token);
            return (first, exit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, null);
        }
    }
}
