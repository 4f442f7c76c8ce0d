using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Reporting;

namespace Assay.Cli.Commands;

/// <summary><c>assay init</c>: what a folder needs for evaluations. It never overwrites, and a second call changes nothing.</summary>
internal static class InitCommand
{
    private const string Driver = "git config merge.assay.driver \"dotnet assay merge --base %O --ours %A --theirs %B --path %P\"";

    private static readonly string[] Ignored = [".assay/", "*.received.*"];

    private static readonly string[] Attributes =
    [
        "*.verified.items.tsv merge=assay",
        "*.verified.items.tsv.zst merge=assay",
        "*.verified.items.blocks.tsv merge=assay",
        "*.verified.md merge=assay",
        "*.plan.verified.md -merge",
    ];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host) => host.Runs(
        new Command("init", "Writes a project file, the lines for git, and a first benchmark where the folder is a test project. Overwrites nothing."),
        RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var folder = new StartFolder(call.ProjectDirectory);
        var rows = new List<(string File, string State)>
        {
            await folder.ProjectFileAsync(cancellationToken),
            await folder.AddLinesAsync(".gitignore", Ignored, cancellationToken),
            await folder.AddLinesAsync(".gitattributes", Attributes, cancellationToken),
        };
        rows.AddRange(await folder.BenchmarkAsync(cancellationToken));
        string[] next = [Driver, .. folder.Project is null ? (string[])["dotnet new assay"] : ["dotnet test -p:AssayAccept=true"]];
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.init/1",
                ["files"] = new JsonArray([.. rows.Select(static row => (JsonNode)new JsonObject { ["file"] = row.File, ["state"] = row.State })]),
                ["next"] = new JsonArray([.. next.Select(static command => (JsonNode)command)]),
            });
            return ExitCode.Done;
        }

        call.Page.Table(Cells.Table(["file", "state"], rows.Select(static row => (ReportCell[])[ReportCell.Of(row.File), ReportCell.Of(row.State)])), "");
        call.Page.Line("Next:");
        foreach (var command in next)
            call.Page.Line($"  {command}");
        return ExitCode.Done;
    }
}
