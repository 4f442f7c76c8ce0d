using System.Diagnostics;

namespace Assay.MSBuild.Tests.Projects;

/// <summary>A small real test project in a directory of its own; restored and built once for all tests of a class.</summary>
public abstract class BenchProject : IAsyncDisposable
{
    private const string Name = "Bench";

    protected BenchProject(string globalJson, string packages)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("assay-msbuild-").FullName;
        Write("global.json", globalJson);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write($"{Name}.csproj", ProjectFile(packages));
        Write("Sample.cs", "public class Sample { [Xunit.Fact] public void Passes() { } }");
        FirstBuild = Run("build", "-v:m");
    }

    public string Directory { get; }

    /// <summary>What the plain build printed.</summary>
    public DotNetResult FirstBuild { get; }

    /// <summary>How the fake host was started since the last script.</summary>
    public IReadOnlyList<string> Calls => File.Exists(PathOf("host.calls")) ? File.ReadAllLines(PathOf("host.calls")) : [];

    private static string Package => Path.Combine(AppContext.BaseDirectory, "package");

    public string PathOf(string file) => Path.Combine(Directory, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    /// <summary>Says what the fake host shall play from now on, and forgets its earlier calls.</summary>
    public void Play(params string[] lines)
    {
        File.Delete(PathOf("host.calls"));
        File.WriteAllLines(PathOf("host.script"), lines);
    }

    /// <summary>Runs <c>dotnet</c> in the project as a build server would: no terminal.</summary>
    public DotNetResult Run(params string[] arguments) => Start(DotNet, arguments, ("CI", "true"));

    /// <summary>Runs a target on what is built already.</summary>
    public DotNetResult RunTarget(string target, params string[] arguments) =>
        Run(["msbuild", "-nologo", "-v:m", $"-t:{target}", "-p:NoBuild=true", .. arguments]);

    /// <summary>Runs <c>dotnet</c> in a pseudo-terminal, as a person would.</summary>
    public DotNetResult RunInTerminal(params string[] arguments) =>
        Start("script", ["-qec", string.Join(' ', [DotNet, .. arguments]), "/dev/null"], ("CI", null), ("TF_BUILD", null), ("TERM", "xterm-256color"));

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private DotNetResult Start(string file, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in info.Environment.Keys.Where(IsOfTheOuterBuild).ToArray())
            info.Environment.Remove(inherited);
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in variables)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new DotNetResult(process.ExitCode, output, errors.Result);
    }

    // Tests are run by `dotnet test`, whose own settings must not reach the builds under test.
    private static bool IsOfTheOuterBuild(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Assay", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase);

    private static string ProjectFile(string packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="{Package}/build/Assay.MSBuild.props" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AssayHostAssembly>{Package}/tools/net10.0/Assay.MSBuild.FakeHost.dll</AssayHostAssembly>
          </PropertyGroup>
          <ItemGroup>
            {packages}
          </ItemGroup>
          <Import Project="{Package}/build/Assay.MSBuild.targets" />
        </Project>
        """;
}
