namespace Assay.Cli.Tests;

/// <summary>The sample of support tickets, whose built assembly commands plan and run, with folders that are taken for its project.</summary>
internal static class TriageProject
{
    private static readonly string Sample = Path.Combine(CommandTests.Repository(), "samples", "SupportTriage");

    /// <summary>The built assembly.</summary>
    public static string Assembly { get; } = Path.Combine(Sample, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "SupportTriage.dll");

    /// <summary>Writes <c>triage</c>, with verified scores, <c>untried</c>, without, and outputs that were made elsewhere.</summary>
    public static async Task WriteAsync(string folder)
    {
        foreach (var project in (string[])["triage", "untried"])
            Shelf.Copy(Path.Combine(Sample, "data"), Path.Combine(folder, project, "data"));
        foreach (var file in Directory.EnumerateFiles(Sample, "*.verified.*"))
            File.Copy(file, Path.Combine(folder, "triage", Path.GetFileName(file)));
        await Shelf.WriteAsync(
            folder,
            "outputs.jsonl",
            """
            {"task":"billing","model":"keywords","prompt":"label","item_id":"bill-001","output":"A"}
            {"task":"billing","model":"keywords","prompt":"label","item_id":"bill-002","error":{"code":"rate_limit","message":"Too many requests."}}

            """);
    }
}
