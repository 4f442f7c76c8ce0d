using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;
using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests;

/// <summary>What each package holds and brings along. A change shows up as a diff of <c>Layout/NAME.verified.txt</c>.</summary>
public sealed class PackageLayoutTests(PackageFeed feed)
{
    private const string Pages = "docs/diagnostics/";

    public static TheoryData<string> Packages =>
    [
        "Assay", "Assay.AI", "Assay.Cli", "Assay.Evaluation", "Assay.Generators", "Assay.MSBuild", "Assay.MSTest", "Assay.NUnit", "Assay.Postgres", "Assay.TUnit", "Assay.Templates", "Assay.Terminal", "Assay.Xunit",
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Package_holds_what_is_verified(string id)
    {
        var layout = Describe(id);

        var verified = Checkout.PathOf("tests", "Assay.Packages.Tests", "Layout", $"{id}.verified.txt");
        var received = Checkout.PathOf("tests", "Assay.Packages.Tests", "Layout", $"{id}.received.txt");
        if (File.Exists(verified) && (await File.ReadAllTextAsync(verified, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") == layout)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, layout, TestContext.Current.CancellationToken);
        Assert.Fail($"The package {id} is not what was verified. Compare Layout/{id}.received.txt with Layout/{id}.verified.txt, and rename it to accept it.{Environment.NewLine}{layout}");
    }

    [Fact]
    public void Every_project_that_is_a_package_is_packed_and_verified()
    {
        var projects = ((string[])["generators", "src", "templates"])
            .SelectMany(static folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(static file => XDocument.Load(file).Descendants("IsPackable").Any(static packable => packable.Value == "true"))
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Equal(projects, Directory.EnumerateFiles(feed.Folder, "*.nupkg").Select(file => Path.GetFileName(file).Replace($".{feed.Version}.nupkg", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(projects, Packages.Select(static package => package.Data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_build_packs_to_the_same_bytes()
    {
        var again = feed.NewUserFolder().Directory;
        (await feed.PackAsync(Checkout.PathOf("src", "Assay.Terminal", "Assay.Terminal.csproj"), again)).Succeeded();

        Assert.Equal(Hash(feed.PathOf("Assay.Terminal")), Hash(Path.Combine(again, Path.GetFileName(feed.PathOf("Assay.Terminal")))));
    }

    private string Describe(string id)
    {
        using var archive = ZipFile.OpenRead(feed.PathOf(id));
        var files = archive.Entries.Select(static entry => entry.FullName)
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Select(static name => name.StartsWith(Pages, StringComparison.Ordinal) ? Pages + "*.md" : name)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var metadata = MetadataOf(archive);
        var facts = metadata.Elements()
            .Where(static element => element.Name.LocalName is "id" or "description" or "license" or "icon" or "readme" or "tags" or "packageTypes" or "developmentDependency")
            .Select(static element => element.HasElements ? $"{element.Name.LocalName}: {element.Elements().Single().Attribute("name")!.Value}" : $"{element.Name.LocalName}: {element.Value}");
        return string.Join('\n', [.. facts, "", "files:", .. files, "", "dependencies:", .. DependenciesOf(id, metadata), ""]);
    }

    // Central versions repeat the library's own dependencies in each package that depends on it; they are shown once.
    private IEnumerable<string> DependenciesOf(string id, XElement metadata)
    {
        using var library = ZipFile.OpenRead(feed.PathOf("Assay"));
        var repeated = id == "Assay" ? [] : Dependencies(MetadataOf(library)).Select(static dependency => dependency.Attribute("id")!.Value).ToHashSet();
        return Dependencies(metadata)
            .Where(dependency => !repeated.Contains(dependency.Attribute("id")!.Value))
            .Select(dependency => $"{dependency.Attribute("id")!.Value}{(dependency.Attribute("version")!.Value == feed.Version ? " of this version" : "")}, without {dependency.Attribute("exclude")!.Value}")
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<XElement> Dependencies(XElement metadata) => metadata.Descendants().Where(static element => element.Name.LocalName == "dependency");

    private static XElement MetadataOf(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
