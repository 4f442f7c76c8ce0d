using System.Globalization;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Plans the tasks of an experiment: resolves every id, checks every setting, reads the items and hashes each spec once.</summary>
/// <param name="source">The experiment.</param>
/// <param name="stages">The stages that must be possible: what only others need may be unknown.</param>
internal sealed class RunPlanner(PlanSource source, RunStages stages)
{
    /// <summary>Plans every task, in order.</summary>
    /// <exception cref="SpecValidationException">The spec names what is not registered, asks an engine for what it cannot do, or settings are wrong; every problem at once.</exception>
    /// <exception cref="DatasetException">The data cannot be read.</exception>
    public async ValueTask<IReadOnlyList<PlannedSlice>> PlanAsync(CancellationToken cancellationToken)
    {
        var binder = new PluginBinder(source, stages);
        var bound = source.Experiment.Tasks.Select(binder.Bind).ToList();
        binder.ThrowProblems();

        foreach (var group in bound.SelectMany(static task => task.Models).GroupBy(static model => model.Engine))
            await group.Key.PrepareAsync([.. group.Select(static model => model.Spec).Distinct()], source.ProjectDirectory, cancellationToken);
        var slices = new List<PlannedSlice>(bound.Count);
        var examples = new ExampleLoader(source);
        foreach (var task in bound)
            slices.Add(await PlanAsync(await examples.LoadAsync(task, cancellationToken), cancellationToken));
        return slices;
    }

    private async ValueTask<PlannedSlice> PlanAsync(BoundTask bound, CancellationToken cancellationToken)
    {
        var items = new ItemTable();
        using var parts = new DigestParts();
        await foreach (var item in source.Datasets.ReadAsync(bound.Task, cancellationToken))
        {
            items.Add(item);
            Add(parts, bound, item);
        }

        var experiment = source.Experiment with { Tasks = [bound.Task] };
        return new PlannedSlice
        {
            Benchmark = source.Benchmark,
            Experiment = experiment,
            Task = bound.Task,
            GlobalSeed = source.Project.GlobalSeed,
            Models = bound.Models,
            Prompts = bound.Prompts,
            Parses = bound.Parses,
            Scores = bound.Scores,
            SliceScores = bound.SliceScores,
            Tools = bound.Tools,
            McpServers = bound.McpServers,
            ToolServers = bound.ToolServers,
            Items = items,
            Rendered = new RenderedPrompts(bound.Prompts, items.Count),
            Key = KeyOf(experiment, bound, items.Count, parts),
        };
    }

    private Hash128 KeyOf(ExperimentSpec experiment, BoundTask bound, int items, DigestParts itemParts)
    {
        using var digest = new DigestParts();
        digest.Add("plan/1");
        digest.Add(experiment.Id);
        digest.Add(bound.Task.Id);
        digest.Add(source.Project.GlobalSeed);
        digest.Add(bound.Task.Samples ?? experiment.Samples);
        digest.Add(experiment.Params.Count);
        digest.Add(bound.Models.Count);
        foreach (var model in bound.Models)
        {
            digest.Add(model.Spec.Id);
            foreach (var asker in model.Askers)
                digest.Add(asker);
        }

        foreach (var prompt in bound.Task.Prompts)
        {
            digest.Add(prompt.Id);
            digest.Add(SpecDigest.Of(prompt));
        }

        foreach (var examples in bound.Prompts.Select(static prompt => prompt.Examples).OfType<Hash128>())
            digest.Add(examples);
        digest.Add(items.ToString(CultureInfo.InvariantCulture));
        return DigestParts.Finish(digest, itemParts);
    }

    private static void Add(DigestParts parts, BoundTask bound, Item item)
    {
        parts.Add(item.Id);
        parts.Add(item.Digest);
        foreach (var model in bound.Models)
        {
            if (item.Failure is null && model.Engine.ContentDigest(model.Spec, item) is { } content)
                parts.Add(content);
        }
    }
}
