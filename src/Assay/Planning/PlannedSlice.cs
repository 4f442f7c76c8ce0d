using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>
/// A slice's plan: the matrix of its candidates in one deterministic order, computed on demand. Nothing here depends on what
/// is stored, on time or on the order of execution.
/// </summary>
internal sealed class PlannedSlice
{
    /// <summary>The benchmark that the task was compiled from; null for an experiment that was written as one.</summary>
    public BenchmarkSpec? Benchmark { get; init; }

    public required ExperimentSpec Experiment { get; init; }

    public required TaskSpec Task { get; init; }

    public required long GlobalSeed { get; init; }

    public required IReadOnlyList<PlannedModel> Models { get; init; }

    public required IReadOnlyList<PlannedPrompt> Prompts { get; init; }

    public required IReadOnlyList<PlannedParse> Parses { get; init; }

    public required IReadOnlyList<PlannedScore> Scores { get; init; }

    /// <summary>The scores of the whole slice: computed when results are read, and never stored.</summary>
    public IReadOnlyList<PlannedSliceScore> SliceScores { get; init; } = [];

    public ValueList<ToolSpec> Tools { get; init; } = [];

    public ValueList<McpServerSpec> McpServers { get; init; } = [];

    /// <summary>The servers that the run reaches by itself, in order.</summary>
    public IReadOnlyList<IToolServer> ToolServers { get; init; } = [];

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The items' prompts.</summary>
    public required RenderedPrompts Rendered { get; init; }

    /// <summary>The digest of everything that decides the candidates and their order.</summary>
    public required Hash128 Key { get; init; }

    public int Samples => Task.Samples ?? Experiment.Samples;

    public long Count => (long)Models.Count * Prompts.Count * Experiment.Params.Count * Items.Count * Samples;

    /// <summary>How many trials there are: candidates of one trial differ in their sample alone.</summary>
    public long Trials => Count / Samples;

    public Cell CellOf(long ordinal)
    {
        (var rest, var sample) = Math.DivRem(ordinal, Samples);
        (rest, var item) = Math.DivRem(rest, Items.Count);
        (rest, var parameters) = Math.DivRem(rest, Experiment.Params.Count);
        (rest, var prompt) = Math.DivRem(rest, Prompts.Count);
        return new Cell((int)rest, (int)prompt, (int)parameters, (int)item, (int)sample);
    }

    /// <summary>The place of a cell in the plan's order: the inverse of <see cref="CellOf"/>.</summary>
    public long OrdinalOf(Cell cell) =>
        (((((((long)cell.Model * Prompts.Count) + cell.Prompt) * Experiment.Params.Count) + cell.Params) * Items.Count) + cell.Item) * Samples + cell.Sample;

    public Candidate CandidateOf(long ordinal)
    {
        var cell = CellOf(ordinal);
        var question = QuestionOf(cell.Model, cell.Prompt, cell.Item);
        return new Candidate(ordinal, cell, Models[cell.Model], Items[cell.Item], question.Prompt, KeyOf(cell, question.Digest), question.Failure);
    }

    /// <summary>The identity of a cell's trial; the cell's sample plays no part.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="candidates">Receives the identities of the trial's candidates, in the order of their samples; as long as the trial has samples, or empty.</param>
    public Hash128 TrialIdOf(Cell cell, Span<Hash128> candidates)
    {
        var question = QuestionOf(cell.Model, cell.Prompt, cell.Item).Digest;
        for (var sample = 0; sample < candidates.Length; sample++)
            candidates[sample] = KeyOf(cell with { Sample = sample }, question);
        return TrialIdentity.OfTrial(KeyOf(cell with { Sample = 0 }, question));
    }

    /// <summary>What a model is asked about an item, whatever the params and the sample.</summary>
    public Question QuestionOf(int model, int prompt, int item)
    {
        var (spec, engine, subject) = (Models[model].Spec, Models[model].Engine, Items[item]);
        if (subject.Failure is not null)
            return new Question(Prompt.Empty, TrialIdentity.OfUnreadable(subject.Id), null);
        if (!engine.Input.HasFlag(EngineInput.Prompt))
            return new Question(Prompt.Empty, TrialIdentity.OfQuestion(engine.Input, default, subject.Digest, engine.ContentDigest(spec, subject)), null);
        var rendered = Rendered.Of(prompt, item, subject);
        return new Question(rendered.Prompt, TrialIdentity.OfQuestion(engine.Input, rendered.Digest, subject.Digest, engine.ContentDigest(spec, subject)), rendered.Failure);
    }

    /// <summary>The identity of a candidate's generation.</summary>
    /// <param name="cell">The candidate's place.</param>
    /// <param name="question">The digest of what the model is asked.</param>
    public Hash128 KeyOf(Cell cell, Hash128 question) => TrialIdentity.OfGeneration(GlobalSeed, Models[cell.Model].Askers[cell.Params], question, cell.Sample);

    public TrialSpec TrialOf(Cell cell) => new(
        Task.Id,
        Models[cell.Model].Spec,
        Prompts[cell.Prompt].Spec,
        Experiment.Params[cell.Params],
        cell.Params,
        Items[cell.Item].Id,
        Items[cell.Item].Digest);

    /// <summary>A candidate in words, for messages: model, prompt variant, item and, where there are several, sample.</summary>
    public string Describe(Cell cell)
    {
        var prompt = Prompts[cell.Prompt].Spec is { } spec ? $" / {spec.Id}" : "";
        var sample = Samples > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" / sample {cell.Sample}") : "";
        return $"{Models[cell.Model].Spec.Id}{prompt} / {Items[cell.Item].Id}{sample}";
    }
}
