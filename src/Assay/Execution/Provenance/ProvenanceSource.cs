using System.Runtime.InteropServices;
using Assay.Runtime;
using Assay.Specs;
using Assay.Specs.Settings;

namespace Assay.Execution.Provenance;

/// <summary>Gathers provenance: what is the same for all runs of an orchestrator once, when the first run needs it.</summary>
/// <param name="projectDirectory">The project's folder.</param>
/// <param name="settings">The settings of the project and its surroundings.</param>
/// <param name="git">Reads what is checked out.</param>
internal sealed class ProvenanceSource(string projectDirectory, ValueList<ConfigSetting> settings, GitReader git)
{
    private readonly Lazy<Task<RunProvenance>> surroundings = new(() => Task.Run(async () => new RunProvenance
    {
        Product = PackageVersions.Product,
        Runtime = RuntimeInformation.FrameworkDescription,
        Os = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        Git = await git.ReadAsync(projectDirectory),
        Packages = PackageVersions.Read(),
    }));

    /// <summary>Begins to gather what takes long.</summary>
    public void Begin() => _ = surroundings.Value;

    /// <summary>The provenance of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="context">What belongs to the run alone.</param>
    /// <param name="maySpend">Whether it may call engines that cost money; null where it calls none.</param>
    public async ValueTask<RunProvenance> OfAsync(PreparedRun run, RuntimeContext context, bool? maySpend)
    {
        var gathered = await surroundings.Value;
        return gathered with
        {
            Endpoints = EndpointsOf(run),
            Plugins = PluginsOf(run, context),
            Labels = context.Labels,
            Settings = maySpend is { } may ? [.. settings, new ConfigSetting("run.may_spend", JsonValue.Parse(may ? "true" : "false"), may ? SettingOrigin.Default : SettingOrigin.Code)] : settings,
        };
    }

    private static ValueMap<string> EndpointsOf(PreparedRun run)
    {
        var endpoints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in run.Tasks.SelectMany(static task => task.Slice.Models))
        {
            if (model.Engine.EndpointOf(model.Spec) is { IsAbsoluteUri: true } endpoint)
                endpoints[model.Spec.Id] = endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        }

        return new ValueMap<string>(endpoints);
    }

    private static ValueMap<string> PluginsOf(PreparedRun run, RuntimeContext context)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        var plugins = run.Source.Plugins;
        foreach (var model in run.Tasks.SelectMany(static task => task.Slice.Models))
            versions[$"engine/{model.Engine.Id}"] = model.Engine.Version;
        foreach (var spec in run.Source.Experiment.Tasks.SelectMany(static task => task.Parses).SelectMany(static parse => parse.Extractors))
        {
            if (plugins.TryGetExtractor(spec.Id, out var extractor))
                versions[$"extractor/{spec.Id}"] = spec.Version ?? extractor.Version;
        }

        foreach (var score in run.Tasks.SelectMany(static task => task.Slice.SliceScores))
            versions[$"slice_metric/{score.Metric.Id}"] = score.Metric.Version!;
        foreach (var spec in run.Source.Experiment.Tasks.SelectMany(static task => task.Scores).Where(static score => score.Scope == ScoreScope.Item).SelectMany(static score => score.Metrics))
        {
            if (plugins.TryGetMetric(spec.Id, out var metric))
                versions[$"metric/{spec.Id}"] = spec.Version ?? metric.Version;
        }

        foreach (var hook in plugins.Hooks)
            versions[$"hook/{hook.Id}"] = hook.Version;
        foreach (var (tool, version) in context.WithHandlers(plugins, run.Tasks.SelectMany(static task => task.Slice.Tools).Select(static tool => tool.Id)).ToolVersions)
            versions[$"tool/{tool}"] = version;
        foreach (var server in run.Tasks.SelectMany(static task => task.Slice.ToolServers))
            versions[$"tool_server/{server.Id}"] = server.Version;
        return new ValueMap<string>(versions);
    }
}
