using System.Globalization;
using Assay.Execution.Batches;
using Assay.Recordings;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution.Estimates;

/// <summary>Says what a prepared run would take. Calls no engine and writes nothing.</summary>
/// <param name="projections">How things stand in the store; null where that cannot be read, and nothing is known of what models took.</param>
/// <param name="prices">The project's prices.</param>
/// <param name="tokenizers">The tokenizers.</param>
/// <param name="book">Recorded answers, which cost nothing; null for none.</param>
/// <param name="backend">Who does the work.</param>
internal sealed class RunEstimator(IProjectionReader? projections, ValueList<PriceSpec> prices, Tokenizers tokenizers, AnswerBook? book, ExecutionBackendSpec backend)
{
    /// <summary>Estimates.</summary>
    public async Task<RunEstimate> EstimateAsync(PreparedRun run, CancellationToken cancellationToken)
    {
        var stages = new StageCounter(run.Store);
        foreach (var task in run.Tasks)
            await stages.AddAsync(task, cancellationToken);
        var models = run.Tasks[0].Slice.Models;
        var tallies = models.Select(model => new ModelTally(model.Spec, model.Engine.IsPaid, run.Source.Experiment.Params)).ToList();
        await new CallCounter(run.Store, new PromptTokens(tokenizers), book, BatchRoute.Of(backend, run)).CountAsync([.. run.Tasks.Select(static task => task.Slice)], tallies, cancellationToken);

        var estimates = new List<ModelEstimate>(models.Count);
        for (var i = 0; i < models.Count; i++)
        {
            var usage = projections is null ? default : await ModelUsage.ReadAsync(projections, run.Tasks.Select(task => task.Binding.ModelIds[i]), cancellationToken);
            estimates.Add(tallies[i].ToEstimate(prices.FirstOrDefault(price => price.Model == models[i].Spec.WireName), usage));
        }

        var judges = new JudgeCounter(run.Store, projections, prices);
        foreach (var task in run.Tasks)
            await judges.AddAsync(task, cancellationToken);
        var notes = NotesOf(estimates, tallies).ToList();
        return new RunEstimate
        {
            Judges = ValueList.From(await judges.EstimateAsync(notes, cancellationToken)),
            RunId = run.RunId,
            Name = run.Source.Experiment.Id,
            Tasks = ValueList.From(run.Tasks.Select(static task => MatrixOf(task))),
            Generation = stages.Generation,
            Transform = stages.Transform,
            Evaluation = stages.Evaluation,
            Models = ValueList.From(estimates),
            Notes = ValueList.From(notes),
        };
    }

    private static TaskMatrix MatrixOf(PreparedTask task)
    {
        var slice = task.Slice;
        return new TaskMatrix(slice.Task.Id, slice.Models.Count, slice.Prompts.Count, slice.Experiment.Params.Count, slice.Items.Count, slice.Samples);
    }

    private static IEnumerable<string> NotesOf(List<ModelEstimate> models, List<ModelTally> tallies)
    {
        for (var i = 0; i < models.Count; i++)
        {
            var (model, tally) = (models[i], tallies[i]);
            if (tally.Unaskable > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"'{model.Model}': {tally.Unaskable:N0} questions cannot be asked, for the item cannot be read or lacks what the prompt names; they fail without a call and are not counted.");
            if (tally.TooLong > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"'{model.Model}': {tally.TooLong:N0} questions take more tokens than the model can read, and are likely to fail.");
            if (tally.ShowsImages)
                yield return $"'{model.Model}': images are not counted.";
            if (model.Method == TokenMethod.Characters)
                yield return $"'{model.Model}': prompt tokens are characters divided by four; text that is not English has more.";
            if (model.Basis == CompletionBasis.MaxTokens)
                yield return $"'{model.Model}': completions are taken to be as long as allowed, so the estimate is an upper bound.";
            if (model.MissingInBatches > 0 && model.MissingInBatches < model.Missing.Generations)
                yield return string.Create(CultureInfo.InvariantCulture, $"'{model.Model}': {model.MissingInBatches:N0} of {model.Missing.Generations:N0} missing generations go by batches, and the others are asked directly, at their own price.");
            if (UnknownCostOf(model) is { } reason)
                yield return reason;
        }
    }

    /// <summary>Why the cost of what is missing of a model is not known; null when it is.</summary>
    public static string? UnknownCostOf(ModelEstimate model) => model switch
    {
        { Missing.Cost: not null } => null,
        { IsPriced: false } => $"'{model.Model}': no price is configured for '{model.WireName}'; add one to the project's prices.",
        _ => $"'{model.Model}': the length of completions is not known; set max_tokens, or run a few items first.",
    };
}
