using System.Xml.Linq;

namespace Assay.Architecture.Tests;

/// <summary>Who may reference whom, as <c>docs/architecture.md</c> draws it.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Assay"] = [],
        ["Assay.AI"] = ["Assay"],
        ["Assay.CodeFixes"] = ["Assay.Generators"],
        ["Assay.Generators"] = [],
        ["Assay.Host"] = ["Assay"],
        ["Assay.MSBuild"] = [],
        ["Assay.MSTest"] = ["Assay"],
        ["Assay.NUnit"] = ["Assay"],
        ["Assay.Postgres"] = ["Assay"],
        ["Assay.TUnit"] = ["Assay"],
        ["Assay.Terminal"] = ["Assay"],
        ["Assay.Workers"] = ["Assay"],
        ["Assay.Xunit"] = ["Assay"],
        ["Assay.Cli"] = ["Assay", "Assay.AI", "Assay.Postgres", "Assay.Terminal", "Assay.Workers"],
    };

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(static file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_only_what_the_architecture_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no place in the architecture yet; add it to docs/architecture.md and to this test.");

        var references = XDocument.Load(Checkout.PathOf(project)).Descendants("ProjectReference")
            .Where(static reference => reference.Attribute("OutputItemType") is null && reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [InlineData(typeof(Orchestrator), "Assay")]
    [InlineData(typeof(Xunit.AssayFixture<>), "Assay.Xunit")]
    [InlineData(typeof(MSTest.AssayFixture<>), "Assay.MSTest")]
    [InlineData(typeof(NUnit.SliceTest), "Assay.NUnit")]
    [InlineData(typeof(TUnit.AssayFixture<>), "Assay.TUnit")]
    [InlineData(typeof(Terminal.LiveProgress), "Assay.Terminal")]
    public void Built_assembly_references_only_what_the_architecture_allows(Type type, string name)
    {
        var references = type.Assembly.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static reference => reference == "Assay" || reference.StartsWith("Assay.", StringComparison.Ordinal));

        Assert.Equal(name, type.Assembly.GetName().Name);
        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void Generators_reference_roslyn_alone()
    {
        var packages = XDocument.Load(Checkout.PathOf("generators", "Assay.Generators", "Assay.Generators.csproj")).Descendants("PackageReference")
            .Where(static package => package.Attribute("PrivateAssets")?.Value != "all")
            .Select(static package => package.Attribute("Include")!.Value);

        Assert.All(packages, static package => Assert.StartsWith("Microsoft.CodeAnalysis", package, StringComparison.Ordinal));
    }

    [Fact]
    public void Architecture_page_names_every_project()
    {
        var page = File.ReadAllText(Checkout.PathOf("docs", "architecture.md"));

        Assert.All(ProjectFiles(), file => Assert.Contains($"`{Path.GetRelativePath(Checkout.Root, Path.GetDirectoryName(file)!).Replace('\\', '/')}`", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> ProjectFiles() => ((string[])["src", "generators"])
        .SelectMany(static folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal);
}
