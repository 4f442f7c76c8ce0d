using Assay.Contracts;
using Assay.Identity;
using Assay.Planning;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Benchmarks.Measures;

/// <summary>Goes over every candidate of a plan: its place, its rendered prompt, its identity.</summary>
internal sealed class PlanningMeasure : Measure
{
    public override string Name => "planning";

    public override string Limit => "bare SHA-256 of 3 × 128 bytes";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var slice = await PlanOf(workload, cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            _ => Task.FromResult(PreparedMeasure.Time(() =>
            {
                for (long ordinal = 0; ordinal < slice.Count; ordinal++)
                    GC.KeepAlive(slice.CandidateOf(ordinal).Item);
            })),
            _ => Task.FromResult(BareHash.Time(3 * workload.Trials, 128)));
    }

    /// <summary>The plan of a workload, its items read.</summary>
    public static async Task<PlannedSlice> PlanOf(Workload workload, CancellationToken cancellationToken)
    {
        RunSource source = workload.Definition();
        var plan = new PlanSource(source.ToExperiment(), source.Definition!.Plugins, new TaskData(source.Code, new Datasets.FileDatasetProvider(), "load", workload.Folder))
        {
            Benchmark = source.Benchmark,
            Renderers = source.Definition.Renderers,
            Project = new ProjectSpec("benchmarks"),
            ProjectDirectory = workload.Folder,
        };
        return (await new RunPlanner(plan, RunStages.All).PlanAsync(cancellationToken))[0];
    }
}

/// <summary>The identity of a generation, from digests that are known.</summary>
internal sealed class HashingMeasure : Measure
{
    public override string Name => "hashing";

    public override string Limit => "bare SHA-256 of 70 bytes";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken) => Task.FromResult(new PreparedMeasure(
        workload.Trials,
        _ => Task.FromResult(PreparedMeasure.Time(() =>
        {
            var question = Digest.Of("question");
            for (var i = 0; i < workload.Trials; i++)
                question = TrialIdentity.OfGeneration(7, question, question, i);
        })),
        _ => Task.FromResult(BareHash.Time(workload.Trials, 70))));
}

/// <summary>Renders the prompt's template, as specs that were written by hand are.</summary>
internal sealed class RenderingMeasure : Measure
{
    private const string Head = "Consider the question: ";
    private const string Tail = "\nAnswer with one letter.";

    public override string Name => "rendering";

    public override string Limit => "bare concatenation of the same texts";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var prompt = PreparedPrompt.Parse(new PromptSpec("ask", [new MessageSpec(MessageRole.User, Head + "{item.text}" + Tail)]));
        var item = new Item("q", 1, System.Text.Encoding.UTF8.GetBytes($$"""{"text":"{{Workload.TextOf(1)}}"}"""));
        return Task.FromResult(new PreparedMeasure(
            workload.Trials,
            _ => Task.FromResult(PreparedMeasure.Time(() =>
            {
                for (var i = 0; i < workload.Trials; i++)
                    GC.KeepAlive(prompt.Render(item));
            })),
            _ => Task.FromResult(PreparedMeasure.Time(() =>
            {
                var text = Workload.TextOf(1);
                for (var i = 0; i < workload.Trials; i++)
                    GC.KeepAlive(new Prompt(new Message(MessageRole.User, string.Concat(Head, text, Tail))));
            }))));
    }
}
