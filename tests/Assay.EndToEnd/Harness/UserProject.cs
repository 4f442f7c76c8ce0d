using System.Diagnostics;

namespace Assay.EndToEnd.Harness;

/// <summary>
/// A test project as a user has it, in a folder of its own below the repository's ignored <c>artifacts/</c>, so that it
/// builds against this checkout. Deleted with the test.
/// </summary>
internal sealed class UserProject : IDisposable
{
    private UserProject(string directory, string name)
    {
        Directory = directory;
        Name = name;
    }

    public string Directory { get; }

    public string Name { get; }

    /// <summary>The built test assembly, which is an executable too.</summary>
    public string Assembly => Path.Combine(Directory, "bin", Configuration, "net10.0", Name + ".dll");

    /// <summary>The calls that the project's own engines logged.</summary>
    public CallLog Calls => new(PathOf("calls"));

    // Built against what these tests were built with.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Copies a project of the <c>Projects</c> folder.</summary>
    /// <param name="template">Its folder, and the name of the project.</param>
    /// <param name="variant">A folder whose files come in addition, or in place of the template's own.</param>
    public static UserProject Create(string template, string? variant = null)
    {
        var directory = Path.Combine(Repository(), "artifacts", "e2e", $"{template}-{Guid.NewGuid():N}");
        System.IO.Directory.CreateDirectory(directory);
        foreach (var folder in variant is null ? [template] : (string[])[template, variant])
        {
            foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Projects", folder)))
                File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        return new UserProject(directory, template);
    }

    public string PathOf(string relativePath) => Path.Combine(Directory, relativePath);

    public string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    public void Write(string relativePath, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relativePath))!);
        File.WriteAllText(PathOf(relativePath), text);
    }

    /// <summary>Replaces a text that must be in the file, until the edit is disposed.</summary>
    public SourceEdit Edit(string relativePath, string before, string after)
    {
        var text = Read(relativePath);
        Assert.Contains(before, text, StringComparison.Ordinal);
        Write(relativePath, text.Replace(before, after, StringComparison.Ordinal));
        return new SourceEdit(PathOf(relativePath), text);
    }

    /// <summary>Removes the lines that hold a text.</summary>
    public void RemoveLines(string relativePath, string text) => File.WriteAllLines(
        PathOf(relativePath),
        File.ReadAllLines(PathOf(relativePath)).Where(line => !line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Runs <c>dotnet</c> in the project's folder.</summary>
    public Task<CommandResult> DotnetAsync(params string[] arguments) => DotnetAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs <c>dotnet</c> in the project's folder with environment variables.</summary>
    public async Task<CommandResult> DotnetAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return await CommandResult.OfAsync(process, TestContext.Current.CancellationToken);
    }

    /// <summary>Builds, and fails the test where that fails.</summary>
    public async Task BuildAsync()
    {
        var build = await DotnetAsync("build", "-v", "q", "-nologo");
        Assert.True(build.ExitCode == 0, build.Text);
    }

    /// <summary>Runs the built tests without <c>dotnet test</c>.</summary>
    public Task<CommandResult> RunTestsAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotnetAsync(environment, ["exec", Assembly, .. arguments]);

    /// <summary>Runs the host on the built tests, as the build does before tests.</summary>
    public async Task<HostRun> RunHostAsync(params string[] arguments)
    {
        var result = await DotnetAsync(HostArguments(arguments));
        return new HostRun(result.ExitCode, result.Text);
    }

    /// <summary>Accepts the snapshots of a run, and forgets its store and its calls: what follows runs anew against verified files.</summary>
    public async Task AcceptAsync()
    {
        var run = await RunHostAsync("--accept");
        Assert.True(run.ExitCode == 0, run.Text);
        System.IO.Directory.Delete(PathOf(".assay"), recursive: true);
        Calls.Clear();
    }

    /// <summary>
    /// Runs the host several times. The fastest run tells the host's own speed from what else the machine does meanwhile.
    /// </summary>
    public async Task<IReadOnlyList<HostRun>> RepeatHostAsync(int times)
    {
        var runs = new List<HostRun>();
        for (var i = 0; i < times; i++)
            runs.Add(await RunHostAsync());
        return runs;
    }

    /// <summary>The arguments of <c>dotnet</c> that start the host on the built tests; later arguments override earlier ones.</summary>
    public string[] HostArguments(params string[] arguments) =>
    [
        "exec", "--depsfile", Path.ChangeExtension(Assembly, ".deps.json"), "--runtimeconfig", Path.ChangeExtension(Assembly, ".runtimeconfig.json"),
        Path.Combine(Repository(), "src", "Assay.Host", "bin", Configuration, "net10.0", "Assay.Host.dll"),
        "run", "--assembly", Assembly, "--project-dir", Directory, .. arguments,
    ];

    /// <summary>The built tool.</summary>
    public static string Tool => Path.Combine(Repository(), "src", "Assay.Cli", "bin", Configuration, "net10.0", "Assay.Cli.dll");

    /// <summary>Runs the tool in the project's folder.</summary>
    public Task<CommandResult> ToolAsync(params string[] arguments) => DotnetAsync(["exec", Tool, .. arguments]);

    /// <summary>Runs the tool in a pseudo-terminal, as a person would. Skips the test where there is none.</summary>
    public async Task<CommandResult> ToolInTerminalAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script of util-linux, which opens the pseudo-terminal, is not installed.");
        using var process = StartProgram("/usr/bin/script", environment, "-qec", $"stty cols 100; exec dotnet exec {Tool} {string.Join(' ', arguments)}", "/dev/null");
        return await CommandResult.OfAsync(process, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the tool in a pseudo-terminal that says its own name first, as <c>/dev/pts/3</c>; the caller waits for it or kills it. Skips the test where there is none.</summary>
    public Process StartToolInTerminal(int columns, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script of util-linux, which opens the pseudo-terminal, is not installed.");
        return StartProgram("/usr/bin/script", environment, "-qefc", $"tty; stty cols {columns}; exec dotnet exec {Tool} {string.Join(' ', arguments)}", "/dev/null");
    }

    /// <summary>Starts <c>dotnet</c> in the project's folder; the caller waits for it or kills it.</summary>
    public Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => StartProgram("dotnet", environment, arguments);

    private Process StartProgram(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DiffEngine_Disabled"] = "true";
        start.Environment["CI"] = "true";
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("ASSAY_", StringComparison.Ordinal) || name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment.Remove("NO_COLOR");
        start.Environment["Configuration"] = Configuration;
        // Several projects may build at once against this checkout, which is built already.
        start.Environment["BuildProjectReferences"] = "false";
        start.Environment["CALL_LOG"] = Calls.Folder;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return folder.FullName;
    }
}
