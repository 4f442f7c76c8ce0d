using System.Globalization;
using Assay.Compilation;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Plans one slice of a benchmark: resolves every id, checks every setting, reads the items and hashes each spec once.</summary>
/// <param name="projectDirectory">The folder against which data files are resolved.</param>
/// <param name="globalSeed">The project's seed.</param>
internal sealed class SlicePlanner(string projectDirectory, long globalSeed)
{
    /// <exception cref="SpecValidationException">The spec breaks rules or names what is not registered; every problem at once.</exception>
    /// <exception cref="DatasetException">The data cannot be read.</exception>
    public async ValueTask<PlannedSlice> PlanAsync(BenchmarkDefinition definition, string slice, CancellationToken cancellationToken)
    {
        SpecValidator.EnsureValid(definition.Spec);
        var experiment = BenchmarkCompiler.Compile(definition.Spec, InferenceGridExpander.Expand(definition.Spec.Inference));
        var task = experiment.Tasks.FirstOrDefault(task => task.Id == slice)
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"Benchmark '{definition.Spec.Id}' has no slice '{slice}'; it has: {string.Join(", ", experiment.Tasks.Select(static task => task.Id))}.");
        experiment = experiment with { Tasks = [task] };

        var binder = new PluginBinder(definition);
        var models = binder.BindModels(experiment);
        var parses = binder.BindParses(task);
        var scores = binder.BindScores(task, parses);
        var prompts = binder.BindPrompts(task);
        binder.ThrowProblems();

        foreach (var group in models.GroupBy(static model => model.Engine))
            await group.Key.PrepareAsync([.. group.Select(static model => model.Spec)], projectDirectory, cancellationToken);
        var items = await ReadItemsAsync(definition, task, cancellationToken);
        return new PlannedSlice
        {
            Definition = definition,
            Experiment = experiment,
            Task = task,
            GlobalSeed = globalSeed,
            Models = models,
            Prompts = prompts,
            Parses = parses,
            Scores = scores,
            Items = items,
            Key = KeyOf(experiment, task, models, items),
        };
    }

    private async ValueTask<List<Item>> ReadItemsAsync(BenchmarkDefinition definition, TaskSpec task, CancellationToken cancellationToken)
    {
        if (!definition.Datasets.TryGetValue(task.Id, out var source))
            throw new AssayException(ErrorCode.DatasetNotFound, $"Slice '{definition.Spec.Id} / {task.Id}' has no data set; give the definition one under this id.");
        var items = new List<Item>();
        await foreach (var item in DatasetSelection.ApplyAsync(source.ReadAsync(projectDirectory, cancellationToken), task.Query, cancellationToken))
            items.Add(item);
        return items;
    }

    private Hash128 KeyOf(ExperimentSpec experiment, TaskSpec task, List<PlannedModel> models, List<Item> items)
    {
        var digest = new Digest("plan/1", stackalloc byte[1024]);
        digest.Add(experiment.Id);
        digest.Add(task.Id);
        digest.Add(globalSeed);
        digest.Add(experiment.Samples);
        digest.Add(experiment.Params.Count);
        digest.Add(models.Count);
        foreach (var model in models)
        {
            digest.Add(model.Spec.Id);
            foreach (var asker in model.Askers)
                digest.Add(asker);
        }

        foreach (var prompt in task.Prompts)
        {
            digest.Add(prompt.Id);
            digest.Add(SpecDigest.Of(prompt));
        }

        digest.Add(items.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var item in items)
        {
            digest.Add(item.Id);
            digest.Add(item.Digest);
            foreach (var model in models)
            {
                if (model.Engine.ContentDigest(model.Spec, item) is { } content)
                    digest.Add(content);
            }
        }

        return digest.Finish();
    }
}
