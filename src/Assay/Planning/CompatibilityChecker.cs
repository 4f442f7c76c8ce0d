using System.Diagnostics.CodeAnalysis;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Planning;

/// <summary>Holds an experiment against what is registered: every id that nothing answers to, and everything asked of an engine that it cannot do.</summary>
/// <param name="source">The experiment.</param>
/// <param name="stages">The stages that must be possible: what only others need is passed over. Engines are part of identity and so always needed.</param>
internal sealed class CompatibilityChecker(PlanSource source, RunStages stages)
{
    private delegate bool Lookup<T>(string id, [NotNullWhen(true)] out T? plugin);

    private readonly List<Problem> problems = [];
    private readonly SpecPlaces places = new(source);

    /// <summary>All problems, in the order of models, tasks, parses and scores; empty when everything fits.</summary>
    public IReadOnlyList<Problem> Check()
    {
        problems.Clear();
        CheckModels();
        foreach (var task in source.Experiment.Tasks)
        {
            CheckTools(task);
            if ((stages & (RunStages.Transform | RunStages.Evaluation)) != 0)
                CheckParses(task);
            if (stages.HasFlag(RunStages.Evaluation))
                CheckScores(task);
        }

        return [.. problems.Distinct()];
    }

    private void CheckModels()
    {
        foreach (var (index, model) in source.Experiment.Models.Index())
        {
            if (!IsKnown<IEngine>(source.Plugins.TryGetEngine, model.Provider, SpecPath.At(SpecPlaces.Model(index), "provider"), "engine", MendOf(model.Provider), out var engine)
                || !stages.HasFlag(RunStages.Generation))
                continue;
            var asker = new Asker(model, engine.CapabilitiesOf(model));
            foreach (var (set, parameters) in source.Experiment.Params.Index())
                CheckParams(asker, parameters, places.Params(set));
            foreach (var task in source.Experiment.Tasks)
                CheckTask(asker, task);
        }
    }

    private string MendOf(string provider) => source.Project.Providers.TryGetValue(provider, out var spec)
        ? $"the project configures it as '{spec.Kind}', a kind that nothing here makes engines of: reference the package that does, such as Assay.AI, or correct the kind"
        : "register it, configure it in the project file, or name another provider";

    private void CheckParams(Asker asker, InferenceParams parameters, string path)
    {
        var can = asker.Capabilities;
        if (parameters.ResponseFormat is { } format && !can.ResponseFormats.Contains(format))
            Refuse(asker, SpecPath.At(path, "response_format"), $"answer as '{format}'", can.ResponseFormats.Count == 0 ? "leave the format out" : $"ask for one of {string.Join(", ", can.ResponseFormats)}");
        if (parameters.Seed is not null && !can.Seed)
            Refuse(asker, SpecPath.At(path, "seed"), "take a fixed seed", "leave the seed out");
        if (parameters.Logprobs is not null && !can.Logprobs)
            Refuse(asker, SpecPath.At(path, "logprobs"), "give log probabilities", "leave them out");
        if (parameters.TopK is not null && !can.TopK)
            Refuse(asker, SpecPath.At(path, "top_k"), "sample from the most probable tokens alone", "leave top_k out");
        if (parameters.MaxTokens > can.MaxContextTokens)
            Refuse(asker, SpecPath.At(path, "max_tokens"), $"give more than {can.MaxContextTokens} tokens with its prompt", "ask for fewer");
    }

    private void CheckTask(Asker asker, TaskSpec task)
    {
        var can = asker.Capabilities;
        if (task.Tools.Count > 0 && !can.Tools)
            Refuse(asker, SpecPath.At(places.Task(task), "tools"), "call tools", "remove them");
        var reached = task.McpServers.Count(id => ToolBinder.FindToolServer(source, id) is not null);
        if (reached > 0 && !can.Tools)
            Refuse(asker, SpecPath.At(places.Task(task), "mcp_servers"), "call tools", "remove them");
        if (task.McpServers.Count > reached && !can.McpServers)
            Refuse(asker, SpecPath.At(places.Task(task), "mcp_servers"), "call the tools of MCP servers", "remove them");
        foreach (var prompt in task.Prompts)
        {
            if (!can.Images && prompt.Messages.Concat(prompt.FollowUps).Any(static message => message.Images.Count > 0))
                Refuse(asker, places.Prompt(task, prompt), "see images", "remove them");
        }
    }

    private void CheckTools(TaskSpec task)
    {
        foreach (var (index, id) in task.Tools.Index())
        {
            if (ToolBinder.FindTool(source, id) is null)
                Unknown(SpecPath.At(SpecPath.At(places.Task(task), "tools"), index), "tool", id, "declare it in the project, register it with its spec, or remove the name");
        }

        foreach (var (index, id) in task.McpServers.Index())
        {
            if (ToolBinder.FindToolServer(source, id) is null && ToolBinder.FindServer(source, id) is null)
                Unknown(SpecPath.At(SpecPath.At(places.Task(task), "mcp_servers"), index), "MCP server", id, source.Project.Mcp.ContainsKey(id)
                    ? "the project configures it, and nothing here reaches such servers: reference the package that does, such as Assay.AI"
                    : "declare it in the project, register it, or remove the name");
        }
    }

    private void CheckParses(TaskSpec task)
    {
        foreach (var parse in task.Parses)
        {
            foreach (var (index, extractor) in parse.Extractors.Index())
                IsKnown<IExtractor>(source.Plugins.TryGetExtractor, extractor.Id, SpecPath.At(SpecPath.At(places.Parse(task, parse), "extractors"), index), "extractor", "register it, or name a built-in one", out _);
        }
    }

    private void CheckScores(TaskSpec task)
    {
        foreach (var score in task.Scores)
        {
            foreach (var (index, spec) in score.Metrics.Index())
            {
                var path = SpecPath.At(SpecPath.At(places.Score(task, score), "metrics"), index);
                if (score.Scope == ScoreScope.Slice)
                {
                    IsKnown<ISliceMetric>(source.Plugins.TryGetSliceMetric, spec.Id, path, "metric of whole slices", "register it, or name a built-in one", out _);
                    continue;
                }

                if (!IsKnown<IMetric>(source.Plugins.TryGetMetric, spec.Id, path, "metric", "register it, or name a built-in one", out var metric))
                    continue;
                foreach (var judge in JudgeBinder.Named(metric, spec))
                {
                    if (!IsKnown<IJudge>(source.Plugins.TryGetJudge, judge, SpecPath.At(path, "config"), "judge", "register it, or name another one", out var asked))
                        continue;
                    CheckProviders(asked, path);
                }

                if (JudgeBinder.Own(metric, spec) is { } own)
                    CheckProviders(own, path);
            }
        }
    }

    private void CheckProviders(IJudge judge, string path)
    {
        foreach (var provider in judge.Models.Select(static model => model.Provider).Distinct())
            IsKnown<IEngine>(source.Plugins.TryGetEngine, provider, SpecPath.At(path, "config"), "engine", $"register it, configure it in the project file, or have the judge '{judge.Id}' ask another provider", out _);
    }

    private bool IsKnown<T>(Lookup<T> find, string id, string path, string kind, string mend, [NotNullWhen(true)] out T? plugin)
        where T : class
    {
        plugin = null;
        try
        {
            if (find(id, out plugin))
                return true;
            Unknown(path, kind, id, mend);
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.PluginFailed)
        {
            Add(ErrorCode.PluginFailed, path, exception.Problems[0].Message);
        }

        return false;
    }

    private void Unknown(string path, string kind, string id, string mend) => Add(ErrorCode.PluginUnknown, path, $"There is no {kind} '{id}'; {mend}.");

    private void Refuse(Asker asker, string path, string what, string mend) =>
        Add(ErrorCode.Incompatible, path, $"The engine '{asker.Model.Provider}' of model '{asker.Model.Id}' cannot {what}; {mend}, or use another engine.");

    private void Add(ErrorCode code, string path, string message) => problems.Add(new Problem(code, message)
    {
        Path = path,
        File = source.SourcePath,
        Line = source.SourceLine > 0 ? source.SourceLine : null,
    });

    private sealed record Asker(ModelSpec Model, EngineCapabilities Capabilities);
}
