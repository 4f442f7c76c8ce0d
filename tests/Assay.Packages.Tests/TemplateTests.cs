using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests;

/// <summary>A project from the template passes on its first <c>dotnet test</c>, outside this checkout and from packages alone.</summary>
public sealed partial class TemplateTests(PackageFeed feed)
{
    [Theory]
    [InlineData("mstest")]
    [InlineData("nunit")]
    [InlineData("tunit")]
    [InlineData("xunit")]
    public async Task A_new_project_passes(string framework)
    {
        var folder = feed.NewUserFolder();
        (await folder.DotNetAsync("", "new", "install", "Assay.Templates")).Succeeded();
        (await folder.DotNetAsync("", "new", "assay", "-o", "My.Evals", "--test-framework", framework, "--no-restore")).Succeeded();

        var test = (await folder.DotNetAsync("My.Evals", "test")).Succeeded();

        Assert.Contains("12 trials, 12 generated", test.Text, StringComparison.Ordinal);
        Assert.Matches(@"total: 1\s+failed: 0\s+succeeded: 1\s+skipped: 0", test.Text);
        Assert.StartsWith("#:schema obj/assay.schema.json", await folder.ReadAsync(Path.Combine("My.Evals", "assay.toml")), StringComparison.Ordinal);
        Assert.Contains("\"title\": \"Assay project\"", await folder.ReadAsync(Path.Combine("My.Evals", "obj", "assay.schema.json")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(folder.Directory, ".packages", $"assay.{framework}", feed.Version)));
    }

    [Fact]
    public async Task A_new_project_passes_in_a_folder_with_a_space_an_accent_and_a_mark_that_the_compiler_takes_for_a_comment()
    {
        var folder = feed.NewUserFolder();
        (await folder.DotNetAsync("", "new", "install", "Assay.Templates")).Succeeded();
        (await folder.DotNetAsync("", "new", "assay", "-n", "Evals", "-o", "C# évals", "--no-restore")).Succeeded();

        var test = (await folder.DotNetAsync("C# évals", "test")).Succeeded();

        Assert.Contains("12 trials, 12 generated", test.Text, StringComparison.Ordinal);
        Assert.Matches(@"total: 1\s+failed: 0\s+succeeded: 1\s+skipped: 0", test.Text);
    }

    [Fact]
    public async Task The_template_takes_the_versions_that_this_checkout_is_tested_with()
    {
        var versions = XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(static package => package.Attribute("Include")!.Value, static package => package.Attribute("Version")!.Value);
        var project = await File.ReadAllTextAsync(Checkout.PathOf("templates", "Assay.Templates", "content", "assay", "Company.Evaluations.csproj"), TestContext.Current.CancellationToken);

        var references = PackageReference().Matches(project).Select(static match => (Id: match.Groups[1].Value, Version: match.Groups[2].Value)).Where(static package => !package.Id.StartsWith("Assay.", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, references.Count);
        Assert.All(references, package => Assert.Equal(versions[package.Id], package.Version));
    }

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex PackageReference();
}
