namespace Assay.Storage;

/// <summary>Reads how things stand, as the events made them. Safe for concurrent use.</summary>
public interface IProjectionReader
{
    /// <summary>Finds generations by the beginning of their identity, in the order of their identities.</summary>
    /// <param name="keyPrefix">1 to 32 hexadecimal digits in either case.</param>
    /// <param name="most">How many to give at most; two tell whether the beginning is unique.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Those found; none when the prefix is not hexadecimal.</returns>
    ValueTask<IReadOnlyList<GenerationMatch>> FindGenerationsAsync(string keyPrefix, int most, CancellationToken cancellationToken);

    /// <summary>Finds the completed generations of a model, the newest first.</summary>
    /// <param name="modelId">The model's definition row, see <see cref="IRunStore.InternAsync"/>.</param>
    /// <param name="most">How many to give at most.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Their rows; none when the model has none.</returns>
    ValueTask<IReadOnlyList<long>> FindNewestAsync(long modelId, int most, CancellationToken cancellationToken);

    /// <summary>Reads everything about a generation but its output's text, see <see cref="IRunStore.ReadOutputAsync"/>.</summary>
    /// <returns>Null when there is no such generation.</returns>
    ValueTask<GenerationDetails?> ReadGenerationAsync(long generationId, CancellationToken cancellationToken);

    /// <summary>Reads the parses of a generation, in the order of their definition rows.</summary>
    ValueTask<IReadOnlyList<TransformDetails>> ReadTransformsAsync(long generationId, CancellationToken cancellationToken);

    /// <summary>Reads the scores of a generation, in the order of items, parses and metrics.</summary>
    /// <param name="generationId">The generation's row.</param>
    /// <param name="itemRow">The item's row; null for every item that shares the generation.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<IReadOnlyList<EvaluationDetails>> ReadEvaluationsAsync(long generationId, long? itemRow, CancellationToken cancellationToken);

    /// <summary>Reads many generations as <see cref="ReadGenerationAsync"/> reads one; a store reads them at once where it implements this.</summary>
    /// <param name="generationIds">Their rows, in any order.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Aligned with the rows; null where there is no such generation.</returns>
    async ValueTask<IReadOnlyList<GenerationDetails?>> ReadGenerationsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        var found = new GenerationDetails?[generationIds.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await ReadGenerationAsync(generationIds[i], cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Reads the parses of many generations as <see cref="ReadTransformsAsync(long, CancellationToken)"/> reads those of one; a store reads them at once where it implements this.</summary>
    /// <param name="generationIds">Their rows, in any order.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Aligned with the rows; empty where there are none.</returns>
    async ValueTask<IReadOnlyList<IReadOnlyList<TransformDetails>>> ReadTransformsAsync(IReadOnlyList<long> generationIds, CancellationToken cancellationToken)
    {
        var found = new IReadOnlyList<TransformDetails>[generationIds.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await ReadTransformsAsync(generationIds[i], cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Reads the scores of many generations, each for one item, as <see cref="ReadEvaluationsAsync(long, long?, CancellationToken)"/> reads those of one; a store reads them at once where it implements this.</summary>
    /// <param name="places">The generations and items, in any order.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Aligned with the places; empty where there are none.</returns>
    async ValueTask<IReadOnlyList<IReadOnlyList<EvaluationDetails>>> ReadEvaluationsAsync(IReadOnlyList<ScoredItem> places, CancellationToken cancellationToken)
    {
        var found = new IReadOnlyList<EvaluationDetails>[places.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await ReadEvaluationsAsync(places[i].GenerationId, places[i].ItemRow, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Reads one run.</summary>
    /// <returns>Null when there is no such run.</returns>
    ValueTask<RunDetails?> ReadRunAsync(long runId, CancellationToken cancellationToken);

    /// <summary>Reads all runs, the newest first.</summary>
    ValueTask<IReadOnlyList<RunDetails>> ReadRunsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a plan.</summary>
    /// <returns>Null when there is no such plan.</returns>
    ValueTask<PlanRecord?> ReadPlanAsync(long planId, CancellationToken cancellationToken);

    /// <summary>Reads a definition's spec as JSON.</summary>
    /// <param name="definitionId">Its row, see <see cref="IRunStore.InternAsync"/>.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Null when there is no such definition.</returns>
    ValueTask<string?> ReadDefinitionAsync(long definitionId, CancellationToken cancellationToken);

    /// <summary>Reads by what a definition is known in every store.</summary>
    /// <param name="definitionId">Its row.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>Its kind and identity; null when there is no such definition, or the store cannot tell, as one does that does not implement it.</returns>
    ValueTask<DefinitionKey?> ReadDefinitionKeyAsync(long definitionId, CancellationToken cancellationToken) => ValueTask.FromResult<DefinitionKey?>(null);

    /// <summary>Counts how a plan's candidates stand.</summary>
    ValueTask<PlanCounts> CountAsync(long planId, CancellationToken cancellationToken);
}
