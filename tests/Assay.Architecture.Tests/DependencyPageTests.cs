using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Assay.Architecture.Tests;

/// <summary><c>docs/dependencies.md</c> and <c>Directory.Packages.props</c> say the same.</summary>
public sealed partial class DependencyPageTests
{
    private static HashSet<string> Declared => [.. XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion").Select(static package => package.Attribute("Include")!.Value)];

    // Projects that tests write name their packages in the tests' own text.
    private static IEnumerable<string> NamedByTests => Checkout.Sources(Checkout.PathOf("tests"))
        .SelectMany(static file => PackageReference().Matches(File.ReadAllText(file)))
        .Select(static match => match.Groups[1].Value)
        .Where(static id => id != "Assay" && !id.StartsWith("Assay.", StringComparison.Ordinal));

    private static IEnumerable<string> Explained => File.ReadLines(Checkout.PathOf("docs", "dependencies.md"))
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| package", StringComparison.Ordinal))
        .SelectMany(static line => line.Split('|')[1].Split(','))
        .Select(static name => name.Trim());

    [Fact]
    public void Page_gives_a_reason_for_each_declared_package_and_for_no_other() =>
        Assert.Equal(Declared.Union(NamedByTests).Order(StringComparer.Ordinal), Explained.Order(StringComparer.Ordinal));

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

    [GeneratedRegex(@"<PackageReference Include=""([\w.-]+)""")]
    private static partial Regex PackageReference();
}
