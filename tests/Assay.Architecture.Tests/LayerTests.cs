using System.Text.RegularExpressions;

namespace Assay.Architecture.Tests;

/// <summary>Data goes one way through the folders of <c>src/Assay</c>: a folder may use those before it, never those after it.</summary>
public sealed partial class LayerTests
{
    /// <summary>The folders in the order of the flow; those of one line may use each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Errors", "Identity", "Text"],
        ["Statistics"],
        ["Specs"],
        ["Runtime", "Contracts", "Dsl", "Datasets", "Recordings", "Prompts", "Extractors", "Metrics"],
        ["Compilation"],
        ["Planning"],
        ["Storage"],
        ["Telemetry"],
        ["Execution"],
        ["Exchange", "Results"],
        ["Reporting"],
        ["Snapshots"],
        ["Sessions", "Hosting"],
    ];

    public static TheoryData<string> Folders =>
        [.. Directory.EnumerateDirectories(Checkout.PathOf("src", "Assay")).Select(static folder => Path.GetFileName(folder)!).Where(static name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_only_folders_before_it(string folder)
    {
        var place = PlaceOf(folder);
        Assert.True(place >= 0, $"The folder {folder} has no place in the flow yet; add it to docs/architecture.md and to this test.");

        var wrong = Checkout.Sources(Checkout.PathOf("src", "Assay", folder))
            .SelectMany(static file => Usings().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Used: match.Groups[1].Value)))
            .Where(use => PlaceOf(use.Used) > place)
            .Select(static use => $"{use.File} uses {use.Used}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_folder_is_a_drawer_for_anything()
    {
        string[] drawers = ["Common", "Extensions", "Helpers", "Misc", "Shared", "Utilities", "Utils"];

        var found = Directory.EnumerateDirectories(Checkout.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(folder => drawers.Contains(Path.GetFileName(folder)) && !folder.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Assert.Empty(found);
    }

    private static int PlaceOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));

    [GeneratedRegex(@"^using (?:static )?Assay\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
