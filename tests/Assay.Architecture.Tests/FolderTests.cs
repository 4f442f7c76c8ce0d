namespace Assay.Architecture.Tests;

/// <summary>The folders of <c>src/Assay</c> against the table in <c>docs/architecture.md</c>: data goes one way through them.</summary>
public sealed class FolderTests(SourceArrows arrows) : IClassFixture<SourceArrows>
{
    private static readonly Dictionary<string, int> Rows = ArchitectureDocument.Folders
        .SelectMany(static (row, number) => row.Select(folder => (folder, number)))
        .ToDictionary(static row => row.folder, static row => row.number);

    [Fact]
    public void Picture_shows_every_folder() => Assert.Equal(SourceArrows.Folders.Order(), Rows.Keys.Order());

    [Fact]
    public void Folders_use_their_own_row_and_the_rows_above()
    {
        Assert.NotEmpty(arrows.All);
        var wrong = arrows.All
            .Where(static arrow => Row(arrow.Key.To) > Row(arrow.Key.From) && !ArchitectureDocument.AgainstTheFlow.Contains(arrow.Key))
            .Select(static arrow => $"{arrow.Key.From} -> {arrow.Key.To}: {arrow.Value}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Each_arrow_against_the_flow_is_still_there() =>
        Assert.Empty(ArchitectureDocument.AgainstTheFlow.Except(arrows.All.Keys));

    [Fact]
    public void Statistics_know_errors_alone() =>
        Assert.Equal(["Errors"], arrows.All.Keys.Where(static arrow => arrow.From == "Statistics").Select(static arrow => arrow.To));

    [Fact]
    public void No_folder_is_a_drawer_for_anything()
    {
        string[] drawers = ["Common", "Extensions", "Helpers", "Misc", "Shared", "Utilities", "Utils"];

        Assert.All(Checkout.Sources(Checkout.PathOf("src")).Concat(Checkout.Sources(Checkout.PathOf("generators"))), file =>
            Assert.Empty(Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar).Intersect(drawers)));
    }

    private static int Row(string folder) => Rows.GetValueOrDefault(folder, -1);
}
