using System.Xml.Linq;

namespace Assay.Architecture.Tests;

/// <summary><c>docs/dependencies.md</c> and <c>Directory.Packages.props</c> say the same.</summary>
public sealed class DependencyPageTests
{
    private static HashSet<string> Declared => [.. XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Select(static package => package.Attribute("Include")!.Value)];

    [Fact]
    public void Every_package_has_a_line_that_gives_its_reason()
    {
        var page = File.ReadAllLines(Checkout.PathOf("docs", "dependencies.md"));

        var explained = page.Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Select(static line => line.Split('|')[1]).SelectMany(static cell => cell.Split(',')).Select(static name => name.Trim()).ToHashSet();

        Assert.Empty(Declared.Except(explained));
    }

    [Fact]
    public void Every_declared_version_is_used_by_a_project()
    {
        var used = Directory.EnumerateFiles(Checkout.Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Checkout.Root, "Directory.Build.*", SearchOption.TopDirectoryOnly))
            .Concat(Directory.EnumerateFiles(Checkout.PathOf("src"), "*.targets", SearchOption.AllDirectories))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(static file => XDocument.Load(file).Descendants("PackageReference").Select(static package => package.Attribute("Include")?.Value))
            .ToHashSet();

        Assert.Empty(Declared.Except(used.OfType<string>()));
    }
}
