using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Finds the plugins that tasks name and binds their settings; gathers every problem before it throws.</summary>
/// <param name="source">The experiment.</param>
/// <param name="stages">The stages that must be possible: what only others need is left out where it cannot be bound.</param>
internal sealed class PluginBinder(PlanSource source, RunStages stages)
{
    private readonly List<Problem> problems = [];
    private readonly ToolBinder tools = new(source);

    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="index">Its place in the experiment, from 0.</param>
    public BoundTask Bind(TaskSpec task, int index)
    {
        var path = source.Benchmark is null ? $"tasks[{Text(index)}]." : "";
        var (named, servers) = tools.Bind(task, path, problems);
        var models = BindModels(ToolBinder.IdentityOf(named, servers));
        var parses = BindParses(task, path);
        return new BoundTask(task, models, BindPrompts(task), parses, BindScores(task, parses, path), named, servers);
    }

    /// <exception cref="SpecValidationException">Something could not be bound.</exception>
    public void ThrowProblems()
    {
        if (problems.Count > 0)
            throw new SpecValidationException([.. problems.Distinct()]);
    }

    private List<PlannedModel> BindModels(Hash128? toolIdentity)
    {
        var models = new List<PlannedModel>();
        var experiment = source.Experiment;
        var parameters = experiment.Params.Select(SpecDigest.Of).ToArray();
        for (var i = 0; i < experiment.Models.Count; i++)
        {
            var model = experiment.Models[i];
            if (!source.Plugins.TryGetEngine(model.Provider, out var engine))
            {
                Unknown($"models[{Text(i)}].provider", "engine", model.Provider, "register it, or name another provider");
                continue;
            }

            var identity = SpecDigest.Of(model);
            models.Add(new PlannedModel(model, engine, identity, [.. parameters.Select(digest => TrialIdentity.OfAsker(identity, digest, engine.Version, toolIdentity, IdentityOf(HookStages.Inference)))]));
        }

        return models;
    }

    private List<PlannedPrompt> BindPrompts(TaskSpec task)
    {
        if (task.Prompts.Count == 0)
            return [new PlannedPrompt(null, static _ => Prompt.Empty)];
        var prompts = new List<PlannedPrompt>();
        var scope = new PromptScope { BenchmarkId = source.Experiment.Id, SliceId = task.Id, Dimensions = task.Dimensions };
        foreach (var prompt in task.Prompts)
        {
            if (source.Renderers.TryGetValue(prompt.Id, out var render))
                prompts.Add(new PlannedPrompt(prompt, render));
            else if (Try(() => PreparedPrompt.Parse(prompt), RunStages.All) is { } prepared)
                prompts.Add(new PlannedPrompt(prompt, item => prepared.Render(item, scope)));
        }

        return prompts;
    }

    private List<PlannedParse> BindParses(TaskSpec task, string path) =>
        [.. task.Parses.Select((parse, i) => BindParse(parse, $"{path}parses[{Text(i)}]"))];

    private List<PlannedScore> BindScores(TaskSpec task, List<PlannedParse> parses, string path)
    {
        var scores = new List<PlannedScore>();
        for (var i = 0; i < task.Scores.Count; i++)
        {
            var score = task.Scores[i];
            var parse = score.Parse is null ? -1 : parses.FindIndex(parse => parse.Spec.Id == score.Parse);
            for (var j = 0; j < score.Metrics.Count; j++)
            {
                var spec = score.Metrics[j];
                if (!source.Plugins.TryGetMetric(spec.Id, out var metric))
                {
                    if (stages.HasFlag(RunStages.Evaluation))
                        Unknown($"{path}scores[{Text(i)}].metrics[{Text(j)}]", "metric", spec.Id, "register it, or name a built-in one");
                }
                else if (Try(() => metric.Bind(spec.Config?.Element), RunStages.Evaluation) is { } bound)
                {
                    scores.Add(new PlannedScore(score, spec, score.NameOf(spec), parse, IdentityOf(score, spec, metric), bound));
                }
            }
        }

        return scores;
    }

    private PlannedParse BindParse(ParseSpec parse, string path)
    {
        var digest = new Digest("parse/1", stackalloc byte[512]);
        var chain = new List<BoundExtractor>();
        for (var i = 0; i < parse.Extractors.Count; i++)
        {
            var spec = parse.Extractors[i];
            if (!source.Plugins.TryGetExtractor(spec.Id, out var extractor))
            {
                if ((stages & (RunStages.Transform | RunStages.Evaluation)) != 0)
                    Unknown($"{path}.extractors[{Text(i)}]", "extractor", spec.Id, "register it, or name a built-in one");
                continue;
            }

            digest.Add(spec.Id);
            digest.Add(spec.Version ?? extractor.Version);
            digest.Add(spec.Config?.ToString());
            if (Try(() => extractor.Bind(spec.Config?.Element), RunStages.Transform | RunStages.Evaluation) is { } bound)
                chain.Add(bound);
        }

        if (IdentityOf(HookStages.Extraction) is { } hooks)
            digest.Add(hooks);
        return new PlannedParse(parse, digest.Finish(), chain);
    }

    private Hash128 IdentityOf(ScoreSpec score, MetricSpec spec, IMetric metric)
    {
        var digest = new Digest("metric/1", stackalloc byte[512]);
        digest.Add(spec.Id);
        digest.Add(spec.Version ?? metric.Version);
        digest.Add(spec.Config?.ToString());
        digest.Add(score.IfUnparsed?.ToString("R", CultureInfo.InvariantCulture));
        if (IdentityOf(HookStages.Evaluation) is { } hooks)
            digest.Add(hooks);
        return digest.Finish();
    }

    /// <summary>What hooks contribute to the identity of a stage: their ids and versions in order; null when none stands around it.</summary>
    private Hash128? IdentityOf(HookStages stage)
    {
        var around = source.Plugins.Hooks.Where(hook => hook.Stages.HasFlag(stage)).ToList();
        if (around.Count == 0)
            return null;
        var digest = new Digest("hooks/1", stackalloc byte[256]);
        foreach (var hook in around)
        {
            digest.Add(hook.Id);
            digest.Add(hook.Version);
        }

        return digest.Finish();
    }

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private T? Try<T>(Func<T> bind, RunStages needed)
        where T : class
    {
        try
        {
            return bind();
        }
        catch (AssayException exception)
        {
            if ((stages & needed) != 0)
                problems.AddRange(exception.Problems);
            return null;
        }
    }

    private void Unknown(string path, string kind, string id, string mend) =>
        problems.Add(new Problem(ErrorCode.PluginUnknown, $"There is no {kind} '{id}'; {mend}.")
        {
            Path = path,
            File = source.SourcePath,
            Line = source.SourceLine > 0 ? source.SourceLine : null,
        });
}
