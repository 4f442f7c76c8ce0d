using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Specs;
using Assay.Text;

namespace Assay.Execution.Provenance;

/// <summary>Writes a config report.</summary>
internal static class ConfigReportText
{
    /// <summary>The report as Markdown.</summary>
    public static string Markdown(ConfigReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Settings of {MarkdownTable.Escape(report.Name)} ({report.RunId.Short})\n\n");
        var settings = new MarkdownTable("setting", "value", "from");
        foreach (var setting in report.Settings)
            settings.Add(setting.Path, setting.Value.Element.ValueKind == JsonValueKind.String ? setting.Value.Element.GetString()! : setting.Value.ToString(), setting.Origin.ToString());
        settings.WriteTo(text);

        text.Append("## Made with\n\n");
        var provenance = report.Provenance;
        var made = new MarkdownTable("what", "version")
            .Add("Assay", provenance.Product)
            .Add("runtime", provenance.Runtime)
            .Add("operating system", provenance.Os)
            .Add("commit", CommitOf(provenance.Git));
        Add(made, "label", provenance.Labels);
        Add(made, "endpoint", provenance.Endpoints);
        Add(made, "plugin", provenance.Plugins);
        Add(made, "package", provenance.Packages);
        made.WriteTo(text);
        return text.ToString();
    }

    /// <summary>The report as JSON.</summary>
    public static string Json(ConfigReport report) => new JsonObject
    {
        ["run_id"] = report.RunId.ToString(),
        ["name"] = report.Name,
        ["settings"] = new JsonArray([.. report.Settings.Select(static setting => setting.ToJson())]),
        ["provenance"] = ProvenanceJson.Write(report.Provenance with { Settings = [] }),
    }.ToJsonString();

    private static string CommitOf(GitState? git) => git switch
    {
        null => "unknown",
        { Commit: null } => "none yet",
        _ => $"{git.Commit}{(git.Branch is null ? "" : $" on {git.Branch}")}, {(git.IsClean ? "clean" : "with changes")}",
    };

    private static void Add(MarkdownTable table, string kind, ValueMap<string> map)
    {
        foreach (var (name, value) in map)
            table.Add($"{kind} {name}", value);
    }
}
