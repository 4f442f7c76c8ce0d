using System.Runtime.InteropServices;
using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests;

/// <summary>A program that uses the packages is compiled ahead of time without a warning, and runs.</summary>
public sealed class AheadOfTimeTests(PackageFeed feed)
{
    private const string Platform = "linux-x64";

    [Fact]
    public async Task A_program_compiled_ahead_of_time_runs_a_benchmark_and_reuses_its_store()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, $"The program is published for {Platform}.");
        var linker = new[] { "clang", "gcc" }.FirstOrDefault(IsInstalled);
        Assert.SkipWhen(linker is null, "Compiling ahead of time needs clang or gcc.");
        var folder = feed.NewUserFolder();
        CopySample(folder.Directory);

        var publish = (await folder.DotNetAsync("", "publish", "-r", Platform, "-o", "out", $"-p:CppCompilerAndLinker={linker}")).Succeeded();
        var first = (await RunAsync(folder)).Succeeded();
        var second = (await RunAsync(folder)).Succeeded();

        Assert.DoesNotContain("warning", publish.Text, StringComparison.Ordinal);
        Assert.Equal(
            """
            first-sum, exact: 0.67 over 30 items
            total, exact: 1.00 over 30 items
            Compiled ahead of time.

            """,
            first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.False(File.Exists(Path.Combine(folder.Directory, "out", "Assay.dll")));
    }

    /// <summary>The sample's sources and data, in a project that takes Assay from packages.</summary>
    private void CopySample(string folder)
    {
        var sample = Checkout.PathOf("samples", "AheadOfTime");
        foreach (var file in Directory.EnumerateFiles(sample, "*.cs").Append(Path.Combine(sample, "data", "receipts.jsonl")))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(Path.Combine(folder, "Ahead.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>ahead</AssemblyName>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Assay" Version="{feed.Version}" />
                <PackageReference Include="Assay.Generators" Version="{feed.Version}" />
                <None Include="data/**" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
    }

    private static async Task<CommandResult> RunAsync(UserFolder folder) =>
        await CommandResult.RunAsync(Path.Combine(folder.Directory, "out", "ahead"), folder.Directory, Path.Combine(folder.Directory, "store"));

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
