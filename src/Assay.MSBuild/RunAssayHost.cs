using System.Globalization;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Assay.MSBuild;

/// <summary>
/// Starts <c>Assay.Host</c> out of process on a built test assembly, shows its progress, and turns what it
/// reports into the build's messages, warnings and errors. It knows nothing of the library: the host's JSON
/// lines are the whole contract.
/// </summary>
/// <remarks>
/// Codes: ASYM0002 to ASYM0005 for a host that cannot do its work, ASYM0007 for an acceptance that cannot happen,
/// ASYM0010 for a problem, ASYM0011 for a failed outcome, ASYM0012 for one that nothing can be said about.
/// </remarks>
public sealed class RunAssayHost : MSBuildTask, ICancelableTask
{
    private readonly HostProcess process = new();

    /// <summary>What the host shall do: <c>plan</c>, <c>run</c>, <c>prune</c> recordings, or <c>check</c> the project file.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>The path of <c>Assay.Host.dll</c>.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The <c>dotnet</c> that starts the host.</summary>
    [Required]
    public string DotNet { get; set; } = "";

    /// <summary>The built test assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The test assembly's <c>.deps.json</c>: the library and its native parts come from the user's output.</summary>
    [Required]
    public string DepsFile { get; set; } = "";

    /// <summary>The test assembly's <c>.runtimeconfig.json</c>.</summary>
    [Required]
    public string RuntimeConfig { get; set; } = "";

    /// <summary>The project's directory; relative files of problems are resolved against it.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The directory of the store.</summary>
    [Required]
    public string StoreDirectory { get; set; } = "";

    /// <summary><c>Auto</c>, <c>Run</c>, <c>Plan</c> or <c>Replay</c>.</summary>
    [Required]
    public string Mode { get; set; } = "";

    /// <summary>What a missing paid generation means: <c>skip</c> or <c>fail</c>.</summary>
    public string Missing { get; set; } = "skip";

    /// <summary>The folder of recorded answers; empty for the default.</summary>
    public string Recordings { get; set; } = "";

    /// <summary>Whether answers are recorded.</summary>
    public bool Record { get; set; }

    /// <summary>What the run may spend, such as <c>2.00</c> or <c>500000 tokens</c>; empty for anything.</summary>
    public string Budget { get; set; } = "";

    /// <summary>Whether received snapshots become the verified ones.</summary>
    public bool Accept { get; set; }

    /// <summary><c>benchmark</c> or <c>benchmark/slice</c>; empty for all.</summary>
    public string Filter { get; set; } = "";

    /// <summary>
    /// The tests follow and say themselves what is wrong: nothing fails here, problems are warnings, and outcomes
    /// are not shown.
    /// </summary>
    public bool BeforeTests { get; set; }

    /// <summary>The tests that follow are a selection, or are only listed.</summary>
    public bool TestsAreFiltered { get; set; }

    /// <summary>Whether the command line of <c>dotnet test</c> is to be searched for a filter.</summary>
    public bool LooksAtCommandLine { get; set; }

    /// <summary>Seconds between two lines of progress where no terminal shows a live one. Default 10.</summary>
    public int ProgressSeconds { get; set; } = 10;

    /// <summary>The build's logger shows no messages of high importance, so a person needs another channel.</summary>
    public bool HighMessagesAreHidden { get; set; }

    /// <summary>How many nodes the build may use.</summary>
    public int NodeCount { get; set; } = 1;

    /// <inheritdoc/>
    public override bool Execute()
    {
        var entry = EntryProcess.Find();
        if (BeforeTests && Filter.Length == 0 && SkipsFor(entry))
            return true;
        var missing = new[] { Host, Assembly, DepsFile, RuntimeConfig }.FirstOrDefault(path => !File.Exists(path));
        if (missing is not null)
            return Fail(TaskCodes.HostNotStarted, $"The host cannot start: {missing} does not exist. Build the project first; a benchmark project is an executable test project (OutputType Exe).");

        var name = Path.GetFileNameWithoutExtension(Assembly);
        using var person = PersonChannel.Open(entry, HighMessagesAreHidden, NodeCount, LogLine);
        var report = new HostReport(Log, person, new ProgressLine(name, TimeSpan.FromSeconds(ProgressSeconds)), ProjectDirectory, BeforeTests);
        int exitCode;
        try
        {
            exitCode = process.Run(DotNet, Arguments(entry), ProjectDirectory, report.Accept);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return Fail(TaskCodes.HostNotStarted, $"The host cannot start: {DotNet}: {e.Message} Set AssayDotNetPath to the path of dotnet.");
        }

        report.Finish();
        return process.Cancelled ? false : Judge(exitCode, report);
    }

    /// <inheritdoc/>
    public void Cancel() => process.Cancel();

    private void LogLine(string text) =>
        Log.LogMessage(HighMessagesAreHidden ? MessageImportance.Normal : MessageImportance.High, "{0}", text);

    private bool Judge(int exitCode, HostReport report) => exitCode switch
    {
        0 => !Log.HasLoggedErrors,
        1 when report.SaidWhy => BeforeTests || !Log.HasLoggedErrors && FailSilently(report),
        1 => Fail(TaskCodes.HostFailedSilently, $"The host reports a failure and does not say which. Its last words: {process.LastWords}"),
        2 => Fail(TaskCodes.HostRefused, $"The host refuses its arguments; the packages Assay.Xunit and Assay.MSBuild must have one version. {process.LastWords}"),
        _ => Fail(TaskCodes.HostCrashed, $"The host crashed with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}. {process.LastWords}"),
    };

    // Exit code 1 with words of a kind that this version does not count as failures.
    private bool FailSilently(HostReport report) =>
        Fail(TaskCodes.HostFailedSilently, $"The host reports a failure; its last outcome: {report.LastOutcome}");

    private bool Fail(string code, string message)
    {
        if (BeforeTests)
            Log.LogWarning(null, code, null, null, 0, 0, 0, 0, "{0}", message + " The tests run all the same.");
        else
            Log.LogError(null, code, null, null, 0, 0, 0, 0, "{0}", message);
        return BeforeTests;
    }

    // A person who selects tests, or lists them, has not asked for all benchmarks: each test runs its own slice.
    private bool SkipsFor(EntryProcess entry)
    {
        if (!TestsAreFiltered && !(LooksAtCommandLine && entry.SelectsTests))
            return false;
        Log.LogMessage(MessageImportance.Low, "Assay: the tests are filtered or listed, so each test that runs runs its own slice.");
        if (Accept)
            Log.LogWarning(null, TaskCodes.NotAccepted, null, null, 0, 0, 0, 0, "Nothing is accepted, because the tests are filtered by their runner. Accept a part with -p:AssayFilter=<benchmark>/<slice>.");
        return true;
    }

    private List<string> Arguments(EntryProcess entry)
    {
        // Whether the tests are filtered is unknown in some build nodes: what may be unwanted is not paid for.
        var unsure = BeforeTests && LooksAtCommandLine && !entry.IsCertain && Filter.Length == 0;
        var mode = unsure && string.Equals(Mode, "Run", StringComparison.OrdinalIgnoreCase) ? "Auto" : Mode;
        var arguments = new List<string>
        {
            "exec", "--depsfile", DepsFile, "--runtimeconfig", RuntimeConfig, Host,
            Command, "--assembly", Assembly, "--project-dir", ProjectDirectory, "--store", StoreDirectory, "--mode", mode,
        };
        if (Accept)
            arguments.Add("--accept");
        if (string.Equals(Missing, "fail", StringComparison.OrdinalIgnoreCase))
            arguments.AddRange(["--missing", "fail"]);
        if (Recordings.Length > 0)
            arguments.AddRange(["--recordings", Recordings]);
        if (Record)
            arguments.Add("--record");
        if (Budget.Length > 0)
            arguments.AddRange(["--budget", Budget]);
        if (BeforeTests)
            arguments.Add("--before-tests");
        if (Filter.Length > 0)
            arguments.AddRange(["--filter", Filter]);
        return arguments;
    }
}
