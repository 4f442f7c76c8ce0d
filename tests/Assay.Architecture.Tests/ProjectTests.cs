namespace Assay.Architecture.Tests;

/// <summary>Who may reference whom, as the table in <c>docs/architecture.md</c> says.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void Picture_shows_every_project() =>
        Assert.Equal(ProductProject.All.Select(static project => project.Folder).Order(), ArchitectureDocument.ProjectFolders.Order());

    [Fact]
    public void Projects_reference_what_the_picture_says() => Assert.All(
        ProductProject.All,
        static project => Assert.Equal(ArchitectureDocument.References[project.Name].Order(), project.References.Order()));

    // The compiler drops references that no code uses, and brings in what comes through others: neither shows in the other.
    [Fact]
    public void Built_assemblies_use_only_projects_within_reach() => Assert.All(ProductProject.All, static project =>
    {
        using var assembly = project.ReadAssembly();
        Assert.Empty(assembly.References.Where(ArchitectureDocument.References.ContainsKey).Except(Reach(project.Name)));
    });

    [Theory]
    [InlineData("Assay.CodeFixes", "Microsoft.CodeAnalysis")]
    [InlineData("Assay.Generators", "Microsoft.CodeAnalysis")]
    [InlineData("Assay.MSBuild", "Microsoft.Build")]
    public void What_a_compiler_or_a_build_loads_needs_nothing_that_it_lacks(string project, string prefix)
    {
        using var assembly = ProductProject.All.Single(one => one.Name == project).ReadAssembly();

        Assert.All(assembly.References, name => Assert.True(
            name is "netstandard" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith(prefix, StringComparison.Ordinal), name));
    }

    private static IEnumerable<string> Reach(string project) =>
        ArchitectureDocument.References[project].SelectMany(static referenced => Reach(referenced).Append(referenced));
}
