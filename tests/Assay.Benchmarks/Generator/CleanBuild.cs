using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Benchmarks.Generator;

/// <summary>The project of many benchmarks on disk, built anew by the SDK as <c>dotnet build</c> does, with the compiler's own account of its generators.</summary>
internal sealed partial class CleanBuild : IDisposable
{
    private readonly string server = $"assay-{Guid.NewGuid():n}";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-clean-build-");

    private CleanBuild()
    {
    }

    /// <summary>Writes and restores the project.</summary>
    /// <exception cref="InvalidOperationException">The project cannot be restored.</exception>
    public static CleanBuild Of(GeneratorProject project)
    {
        var build = new CleanBuild();
        foreach (var tree in project.Compilation.SyntaxTrees)
            File.WriteAllText(Path.Combine(build.folder.FullName, tree.FilePath), tree.ToString());
        File.WriteAllText(Path.Combine(build.folder.FullName, "Samples.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ReportAnalyzer>true</ReportAnalyzer>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(BenchmarkAttribute).Assembly.Location}" />
                <Analyzer Include="{typeof(Generators.AssayGenerator).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        build.DotNet("restore");
        return build;
    }

    /// <summary>Builds everything anew: in processes that nothing warmed up, or by a compile server of its own that has built it before.</summary>
    /// <param name="isWarm">Whether the compile server compiles.</param>
    /// <returns>How long the whole build took, and how much of it the generator and the analyzer took.</returns>
    /// <exception cref="InvalidOperationException">The build fails, or the compiler gives no account.</exception>
    public (TimeSpan Whole, TimeSpan Generator, TimeSpan Analyzer) Run(bool isWarm)
    {
        string[] compiler = isWarm ? ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={server}"] : ["-p:UseSharedCompilation=false"];
        var clock = Stopwatch.StartNew();
        var log = DotNet(["build", "--no-restore", "-t:Rebuild", "-v:detailed", "-nologo", "-tl:off", "-nodeReuse:false", .. compiler]);
        return (clock.Elapsed, SecondsOf(log, nameof(Generators.AssayGenerator)), SecondsOf(log, nameof(Generators.AssayAnalyzer)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var sdk = DotNet("--version").Trim();
        var compiler = Path.Combine(Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!)!, "sdk", sdk, "Roslyn", "bincore", "VBCSCompiler.dll");
        if (File.Exists(compiler))
            DotNet("exec", compiler, "-shutdown", $"-pipename:{server}");
        folder.Delete(recursive: true);
    }

    private static TimeSpan SecondsOf(string log, string name)
    {
        foreach (var match in Account().Matches(log).Where(match => match.Groups["name"].Value == name))
            return TimeSpan.FromSeconds(double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        throw new InvalidOperationException($"The compiler gave no account of {name}.");
    }

    private string DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? log : throw new InvalidOperationException($"dotnet {arguments[0]} failed: {log[Math.Max(0, log.Length - 4_000)..]}");
    }

    [GeneratedRegex(@"<?(?<seconds>\d+\.\d+)\s+<?\d+\s+(Assay\.Generators\.)?(?<name>Assay(Generator|Analyzer))\b")]
    private static partial Regex Account();
}
