using System.Diagnostics.CodeAnalysis;
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
    private readonly SpecPlaces places = new(source);

    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    public BoundTask Bind(TaskSpec task)
    {
        var (tools, servers, reached) = ToolBinder.Bind(source, task);
        var models = BindModels(ToolBinder.IdentityOf(tools, servers, reached));
        var parses = task.Parses.Select(BindParse).ToList();
        return new BoundTask(task, models, BindPrompts(task), parses, BindScores(task, parses), tools, servers) { SliceScores = BindSliceScores(task, parses), ToolServers = reached };
    }

    /// <exception cref="SpecValidationException">Something is not registered, an engine cannot do what it is asked, or settings are wrong.</exception>
    public void ThrowProblems()
    {
        List<Problem> all = [.. new CompatibilityChecker(source, stages).Check(), .. problems.Distinct()];
        if (all.Count > 0)
            throw new SpecValidationException(all);
    }

    private List<PlannedModel> BindModels(Hash128? toolIdentity)
    {
        var models = new List<PlannedModel>();
        var experiment = source.Experiment;
        var parameters = experiment.Params.Select(SpecDigest.Of).ToArray();
        foreach (var model in experiment.Models)
        {
            if (Find<IEngine>(source.Plugins.TryGetEngine, model.Provider) is not { } engine)
                continue;
            var identity = SpecDigest.Of(model);
            models.Add(new PlannedModel(model, engine, identity, [.. parameters.Select(digest => TrialIdentity.OfAsker(identity, digest, VersionOf(engine), toolIdentity, IdentityOf(HookStages.Inference)))]));
        }

        return models;
    }

    /// <summary>The version of an engine, with those of the engines that it asks.</summary>
    private string VersionOf(IEngine engine)
    {
        var asked = engine.AskedModels.Select(model => Find<IEngine>(source.Plugins.TryGetEngine, model.Provider)?.Version).OfType<string>().ToList();
        return asked.Count == 0 ? engine.Version : $"{engine.Version}:{string.Join(':', asked)}";
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
                prompts.Add(new PlannedPrompt(prompt, WithImages(prompt, item => Compiled(prompt, render, item))));
            else if (Try(() => PreparedPrompt.Parse(prompt, places.Prompt(task, prompt)), RunStages.All) is { } prepared)
                prompts.Add(new PlannedPrompt(prompt, WithImages(prompt, item => prepared.Render(item, scope))));
        }

        return prompts;
    }

    /// <summary>Renders by compiled code, in which a position or a property that the item lacks throws.</summary>
    private static Prompt Compiled(PromptSpec prompt, Func<Item, Prompt> render, Item item)
    {
        try
        {
            return render(item);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentOutOfRangeException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AssayException(
                ErrorCode.PromptFieldMissing,
                $"The prompt '{prompt.Id}' names something that the item '{item.Id}' lacks ({exception.Message}); give the item that field, or correct the template.",
                exception);
        }
    }

    private Func<Item, Prompt> WithImages(PromptSpec prompt, Func<Item, Prompt> render)
    {
        if (prompt.Messages.Concat(prompt.FollowUps).All(static message => message.Images.Count == 0))
            return render;
        var files = new ImageFiles(source.ProjectDirectory);
        return item => files.Embed(render(item));
    }

    private List<PlannedScore> BindScores(TaskSpec task, List<PlannedParse> parses)
    {
        var scores = new List<PlannedScore>();
        foreach (var score in task.Scores.Where(static score => score.Scope == ScoreScope.Item))
        {
            var parse = score.Parse is null ? -1 : parses.FindIndex(parse => parse.Spec.Id == score.Parse);
            foreach (var spec in score.Metrics)
            {
                if (Find<IMetric>(source.Plugins.TryGetMetric, spec.Id) is { } metric
                    && Try(() => JudgeBinder.Find(metric, spec, source.Plugins), RunStages.None) is { } judges
                    && Try(() => metric.Bind(spec.Config?.Element, judges), RunStages.Evaluation) is { } bound)
                    scores.Add(new PlannedScore(score, spec, score.NameOf(spec), parse, IdentityOf(score, spec, metric, judges), bound)
                    {
                        ReadsFailures = metric.ReadsFailures,
                        Judges = [.. judges.Values],
                        JudgeModels = [.. JudgeBinder.EnginesOf(judges, source.Plugins)],
                    });
            }
        }

        return scores;
    }

    private List<PlannedSliceScore> BindSliceScores(TaskSpec task, List<PlannedParse> parses)
    {
        var scores = new List<PlannedSliceScore>();
        foreach (var score in task.Scores.Where(static score => score.Scope == ScoreScope.Slice))
        {
            var parse = score.Parse is null ? -1 : parses.FindIndex(parse => parse.Spec.Id == score.Parse);
            foreach (var spec in score.Metrics)
            {
                if (Find<ISliceMetric>(source.Plugins.TryGetSliceMetric, spec.Id) is { } metric
                    && Try(() => metric.Bind(spec.Config?.Element), RunStages.Evaluation) is { } bound)
                    scores.Add(new PlannedSliceScore(score, spec with { Version = spec.Version ?? metric.Version }, score.NameOf(spec), parse, bound));
            }
        }

        return scores;
    }

    private PlannedParse BindParse(ParseSpec parse)
    {
        var digest = new Digest("parse/1", stackalloc byte[512]);
        var chain = new List<BoundExtractor>();
        foreach (var spec in parse.Extractors)
        {
            if (Find<IExtractor>(source.Plugins.TryGetExtractor, spec.Id) is not { } extractor)
                continue;
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

    private Hash128 IdentityOf(ScoreSpec score, MetricSpec spec, IMetric metric, IReadOnlyDictionary<string, IJudge> judges)
    {
        var digest = new Digest("metric/1", stackalloc byte[512]);
        digest.Add(spec.Id);
        digest.Add(spec.Version ?? metric.Version);
        digest.Add(spec.Config?.ToString());
        digest.Add(score.IfUnparsed?.ToString("R", CultureInfo.InvariantCulture));
        JudgeBinder.AddTo(ref digest, judges, source.Plugins);
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

    private delegate bool Lookup<T>(string id, [NotNullWhen(true)] out T? plugin);

    /// <summary>A plugin; null where it is not registered or cannot be made, which the checker says where it is needed.</summary>
    private T? Find<T>(Lookup<T> find, string id)
        where T : class => Try(() => find(id, out var plugin) ? plugin : null, RunStages.None);

    private T? Try<T>(Func<T?> bind, RunStages needed)
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
}
