using System.Text.Json;
using Assay.Errors;
using Assay.Execution;
using Assay.Recordings;
using Assay.Specs;
using Assay.Specs.Settings;
using Assay.Storage.Manifests;

namespace Assay.Sessions;

/// <summary>Where a test project lies and how its benchmarks are run.</summary>
public sealed record SessionSettings
{
    /// <summary>The project's folder, absolute: data files and snapshots are found from here.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The store's folder, absolute or relative to the project's; null takes the project file's, <c>.assay</c> by default.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>What the run may do; <see cref="AssayMode.Auto"/> by default.</summary>
    public AssayMode Mode { get; init; }

    /// <summary>Whether differing snapshots are accepted; false by default.</summary>
    public bool Accept { get; init; }

    /// <summary>Whether a missing paid generation fails in <see cref="AssayMode.Auto"/> instead of skipping the slice; false by default.</summary>
    public bool FailOnMissing { get; init; }

    /// <summary>The folder of recorded answers, absolute or relative to the project's; <c>recordings</c> by default.</summary>
    public string RecordingsDirectory { get; init; } = RecordingOptions.DefaultDirectory;

    /// <summary>Whether answers of engines and judges are recorded; false by default.</summary>
    public bool Record { get; init; }

    /// <summary>What all slices of the session may spend together; null, the default, takes the project file's budget.</summary>
    public RunBudget? Budget { get; init; }

    /// <summary>Where people find the report of the tests: a path, or an address of a build's artifact. Null, the default, takes <c>report.html</c> in the project's folder where there is one.</summary>
    public string? Report { get; init; }

    /// <summary>These settings and where they came from, for the record of runs; empty where code set them.</summary>
    public ValueList<ConfigSetting> Origins { get; init; } = [];

    /// <summary>
    /// Reads what the build wrote beside the test assembly, <c>NAME.assay.json</c>; the environment variables <c>ASSAY_MODE</c>,
    /// <c>ASSAY_ACCEPT</c>, <c>ASSAY_MISSING</c>, <c>ASSAY_STORE</c>, <c>ASSAY_RECORDINGS</c>, <c>ASSAY_RECORD</c> and <c>ASSAY_BUDGET</c> override it,
    /// and <c>ASSAY_REPORT</c> says where the report is.
    /// </summary>
    /// <param name="outputDirectory">The folder of the built assembly.</param>
    /// <param name="assemblyName">The assembly's simple name.</param>
    /// <param name="environment">Reads an environment variable; null for one that is not set.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: the file is absent or malformed, or a value is not known.</exception>
    public static SessionSettings Load(string outputDirectory, string assemblyName, Func<string, string?> environment)
    {
        var path = Path.Combine(outputDirectory, assemblyName + ".assay.json");
        if (!File.Exists(path))
        {
            throw new AssayException(new Problem(ErrorCode.OptionInvalid, "The build writes this file for every Assay project; build the project with the Assay package's targets.") { File = path });
        }

        using var document = Parse(path);
        var read = new SettingReader(environment, document.RootElement, path);
        var settings = new SessionSettings
        {
            ProjectDirectory = Path.GetFullPath(read.Text("projectDirectory") ?? ".", outputDirectory),
            StoreDirectory = read.Text("storeDirectory", "ASSAY_STORE", "options.store_directory"),
            Mode = ParseMode(read.Choice(Enum.GetNames<AssayMode>(), "mode", "ASSAY_MODE", "session.mode")),
            Accept = read.Choice(["false", "true", "0", "1"], null, "ASSAY_ACCEPT", "session.accept") is "true" or "1",
            FailOnMissing = read.Choice(["skip", "fail"], "missing", "ASSAY_MISSING", "session.missing") is "fail",
            RecordingsDirectory = read.Text("recordings", "ASSAY_RECORDINGS", "session.recordings", RecordingOptions.DefaultDirectory) ?? RecordingOptions.DefaultDirectory,
            Record = read.Choice(["false", "true", "0", "1"], "record", "ASSAY_RECORD", "session.record") is "true" or "1",
            Report = read.Text(null, "ASSAY_REPORT"),
            Budget = BudgetSettings.Parse(read.Text("budget", "ASSAY_BUDGET", "session.budget"), path),
        };
        return settings with { Origins = ValueList.From(read.Found), Spent = SpentFile.Take(outputDirectory, assemblyName) };
    }

    /// <summary>What another session has spent of the budget.</summary>
    internal BudgetAmount Spent { get; private init; }

    /// <summary>Reads a budget as people write it: <c>2.00</c> is money, <c>500000 tokens</c> and <c>30 min</c> say what they are, and commas join several.</summary>
    /// <param name="text">The budget; null or empty for none.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: it is no budget.</exception>
    public static RunBudget? ParseBudget(string? text) => BudgetSettings.Parse(text, null);

    /// <summary>Reads a mode's name.</summary>
    /// <param name="text">The name in any case; null or empty is <see cref="AssayMode.Auto"/>.</param>
    /// <param name="file">The file to name in the error; null for none.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: there is no such mode.</exception>
    public static AssayMode ParseMode(string? text, string? file = null) => string.IsNullOrWhiteSpace(text)
        ? AssayMode.Auto
        : Enum.TryParse<AssayMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? mode
            : throw new AssayException(new Problem(ErrorCode.OptionInvalid, $"'{text}' is no AssayMode; take one of {string.Join(", ", Enum.GetNames<AssayMode>())}.") { File = file });

    private static JsonDocument Parse(string path)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("it is no object");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.OptionInvalid, $"The file cannot be read ({exception.Message.TrimEnd('.')}); build the project again.") { File = path }, exception);
        }
    }
}
