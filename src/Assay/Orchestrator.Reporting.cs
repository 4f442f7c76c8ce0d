using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Provenance;
using Assay.Specs;
using Assay.Specs.Serialization;
using Assay.Specs.Settings;

namespace Assay;

/// <content>With what runs are made.</content>
public sealed partial class Orchestrator
{
    /// <summary>Lists every setting that a run would have now, and where it comes from. Calls no engine.</summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="run">What belongs to the run alone; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ConfigReport> GetConfigReportAsync(RunSource source, RunOptions? run = null, CancellationToken cancellationToken = default)
    {
        var prepared = await PrepareAsync(source, RunStages.All, cancellationToken);
        var options = run ?? new RunOptions();
        var made = await provenance.OfAsync(prepared, options.Context, options.MaySpend);
        var spec = source.Benchmark is { } benchmark ? SpecSettings.Of(benchmark, "benchmark") : SpecSettings.Of(source.Written!, "experiment");
        return new ConfigReport(prepared.RunId, source.Id, [.. spec, .. made.Settings], made);
    }

    /// <summary>Lists every setting that a planned run had when it last began, where it came from, and with what it was made.</summary>
    /// <param name="runIdPrefix">The beginning of its identity: 1 to 32 hexadecimal digits in either case.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="AssayException">
    /// No planned run begins so, or it never began (<see cref="ErrorCode.RunUnknown"/>); or several begin so (<see cref="ErrorCode.HashAmbiguous"/>).
    /// </exception>
    public async Task<ConfigReport> GetConfigReportAsync(string runIdPrefix, CancellationToken cancellationToken = default)
    {
        var manifest = await GetManifestAsync(runIdPrefix, cancellationToken);
        var runs = await (await GetStorageAsync(cancellationToken)).Projections.ReadRunsAsync(cancellationToken);
        var last = runs.FirstOrDefault(run => run.PlanIds.Intersect(manifest.PlanIds).Any())
            ?? throw new AssayException(ErrorCode.RunUnknown, $"The run {manifest.RunId} ({manifest.Name}) is planned and never began; run it, or ask for the report of its spec.");
        var made = RunProvenance.Parse(last.ProvenanceJson);
        var spec = manifest.Kind == RunSource.BenchmarkKind
            ? SpecSettings.Of(SpecJson.Read<BenchmarkSpec>(manifest.SpecJson), manifest.Kind)
            : SpecSettings.Of(SpecJson.Read<ExperimentSpec>(manifest.SpecJson), manifest.Kind);
        return new ConfigReport(manifest.RunId, manifest.Name, [.. spec, .. made.Settings], made);
    }

    /// <summary>The settings of the project, of this orchestrator and of what stands around it.</summary>
    private static ValueList<ConfigSetting> SettingsOf(ProjectSpec project, IReadOnlyDictionary<string, SettingOrigin>? origins, OrchestratorOptions options)
    {
        var defaults = new OrchestratorOptions();
        var around = options.Surroundings.ToDictionary(static setting => setting.Path, StringComparer.Ordinal);
        List<ConfigSetting> own =
        [
            Of("project_directory", options.ProjectDirectory, options.HasDefaultDirectory ? options.ProjectDirectory : defaults.ProjectDirectory, PlainJson.Default.String),
            Of("parallel_candidates", options.ParallelCandidates, defaults.ParallelCandidates, PlainJson.Default.Int32),
        ];
        if (options.StoreDirectory is { } directory)
            own.Add(Of("store_directory", directory, "", PlainJson.Default.String));
        return [.. SpecSettings.Of(project, "project", origins), .. own.Where(setting => !around.ContainsKey(setting.Path)), .. options.Surroundings];

        static ConfigSetting Of<T>(string name, T value, T byDefault, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
            new($"options.{name}", new JsonValue(System.Text.Json.JsonSerializer.SerializeToElement(value, type)), Equals(value, byDefault) ? SettingOrigin.Default : SettingOrigin.Code);
    }
}
