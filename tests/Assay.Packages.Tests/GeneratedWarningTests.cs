using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests;

/// <summary>What the generator writes into a stranger's project has no warning there, however strict that project is.</summary>
public sealed class GeneratedWarningTests(PackageFeed feed)
{
    private const string GeneratedBy = "Assay.Generators.AssayGenerator";

    private const string Adapter = "Assay.Xunit";

    private static readonly string[] Copied = [".cs", ".jsonl", ".json", ".csv", ".png", ".toml"];

    [Fact]
    public async Task Generated_code_is_free_of_warnings_under_every_analyzer_of_the_sdk()
    {
        var folder = feed.NewUserFolder();
        var project = Path.Combine(folder.Directory, "Strict");
        Copy(Checkout.PathOf("samples", "Gallery"), project);
        await File.WriteAllTextAsync(Path.Combine(project, "Strict.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <AnalysisLevel>latest</AnalysisLevel>
                <AnalysisMode>All</AnalysisMode>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <WarningLevel>9999</WarningLevel>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{Adapter}" Version="{feed.Version}" />
                <PackageReference Include="xunit.v3.mtp-v2" Version="{XunitVersion()}" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);

        var build = (await folder.DotNetAsync("Strict", "build", "-v", "q", "-nologo", "-tl:off")).Succeeded();

        Assert.NotEmpty(Directory.GetFiles(project, "*.Assay.g.cs", SearchOption.AllDirectories));
        Assert.Contains("warning CA", build.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Text.Split('\n'), static line => line.Contains(GeneratedBy, StringComparison.Ordinal) && line.Contains("warning", StringComparison.Ordinal));
    }

    private static string XunitVersion() => System.Xml.Linq.XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(static package => package.Attribute("Include")!.Value == "xunit.v3.mtp-v2").Attribute("Version")!.Value;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(from, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" or ".assay" || !Copied.Contains(Path.GetExtension(path)))
                continue;
            var target = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
