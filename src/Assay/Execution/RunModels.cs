using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Recordings;
using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Asks models for the judges of a run. Answers are generations: claimed before they are looked up, stored, recorded, and asked again where they failed.</summary>
/// <param name="run">The run.</param>
/// <param name="row">The run's row.</param>
/// <param name="ledger">What this process has under way.</param>
/// <param name="book">Recorded answers; null for none.</param>
/// <param name="permit">Which engines may be called.</param>
/// <param name="caller">Calls engines.</param>
/// <param name="breaker">Stops the run after too many equal failures.</param>
/// <param name="context">What belongs to this run alone.</param>
/// <param name="time">The clock.</param>
internal sealed class RunModels(
    PreparedRun run, long row, GenerationLedger ledger, AnswerBook? book, RunPermit permit, EngineCaller caller, CircuitBreaker breaker, RuntimeContext context, TimeProvider time) : IModelCaller
{
    private readonly ConcurrentDictionary<ModelSpec, long> models = new();
    private readonly ConcurrentDictionary<InferenceParams, long> parameters = new();

    /// <inheritdoc/>
    public async ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        if (!run.Source.Plugins.TryGetEngine(question.Model.Provider, out var engine))
            throw new EngineException(ErrorCode.PluginUnknown, $"There is no engine '{question.Model.Provider}', which the model '{question.Model.Id}' names; register it, or configure it in the project file.");
        if (question.Params.ResponseFormat == EngineCapabilities.Embedding && !engine.CapabilitiesOf(question.Model).ResponseFormats.Contains(EngineCapabilities.Embedding))
            throw new EngineException(ErrorCode.Incompatible, $"The engine '{question.Model.Provider}' gives no embeddings, which the model '{question.Model.Id}' is asked for; name a provider that does, such as one of kind 'openai'.");
        question = Known(question, engine);
        var key = KeyOf(question, engine, run.Source.Project.GlobalSeed);
        var seed = question.Params.Seed ?? (question.Seed != 0 ? question.Seed : TrialIdentity.SeedOf(key));
        var ticks = time.GetTimestamp();
        var (outcome, isFresh) = await FindOrAskAsync(question, engine, key, seed, cancellationToken);
        return outcome.Status switch
        {
            GenerationStatus.Missing => throw new AnswerMissingException($"The answer of the model '{question.Model.Id}' is not known, and this run may not ask for it."),
            GenerationStatus.Failed => throw new EngineException(outcome.Failure!.Value, outcome.FailureMessage ?? ""),
            _ => new ModelAnswer(outcome.Output ?? await run.Store.ReadOutputAsync(outcome.Generation.RowId, cancellationToken), key, seed)
            {
                IsFresh = isFresh,
                Duration = isFresh ? time.GetElapsedTime(ticks) : TimeSpan.Zero,
            },
        };
    }

    /// <summary>The question without a form of the answer that the engine does not know.</summary>
    private static ModelQuestion Known(ModelQuestion question, IEngine engine) =>
        question.Params.ResponseFormat is not { } format || engine.CapabilitiesOf(question.Model).ResponseFormats.Contains(format) ? question : question with
        {
            Params = question.Params with
            {
                ResponseFormat = null,
                Extras = new ValueMap<JsonValue>(question.Params.Extras.Where(static extra => !extra.Key.StartsWith("json_schema", StringComparison.Ordinal))),
            },
        };

    /// <summary>The identity of an answer: that of a generation which asks the same.</summary>
    private static Hash128 KeyOf(ModelQuestion question, IEngine engine, long globalSeed)
    {
        var asker = TrialIdentity.OfAsker(SpecDigest.Of(question.Model), SpecDigest.Of(question.Params), engine.Version);
        Hash128? content = question.Seed == 0 ? null : Digest.Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"seed {question.Seed}"));
        return TrialIdentity.OfGeneration(globalSeed, asker, TrialIdentity.OfQuestion(EngineInput.Prompt, question.Prompt.Digest(), default, content), question.Attempt);
    }

    private async ValueTask<(GenerationOutcome Outcome, bool IsFresh)> FindOrAskAsync(ModelQuestion question, IEngine engine, Hash128 key, long seed, CancellationToken cancellationToken)
    {
        GenerationSlot slot;
        while (!ledger.TryClaim(key, out slot))
        {
            try
            {
                return (await slot.Outcome.WaitAsync(cancellationToken), false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever had claimed it gave up: it is ours, or somebody else's by now.
                if (breaker.Tripped is not null)
                    throw new RunStoppedException();
            }
        }

        try
        {
            var (outcome, entry, isFresh) = await AnswerAsync(question, engine, key, seed, cancellationToken);
            if (entry is null)
                ledger.Release(key);
            else
                await run.Store.AppendAsync(entry, cancellationToken);
            slot.Complete(outcome);
            return (outcome, isFresh);
        }
        catch
        {
            ledger.Release(key);
            slot.Cancel();
            throw;
        }
    }

    private async ValueTask<(GenerationOutcome Outcome, GenerationEntry? Entry, bool IsFresh)> AnswerAsync(ModelQuestion question, IEngine engine, Hash128 key, long seed, CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[1];
        await run.Store.FindGenerationsAsync(new[] { key }, found, cancellationToken);
        if (found[0].Status == GenerationStatus.Completed)
            return (new GenerationOutcome(new GenerationRef(found[0].Id), null, GenerationStatus.Completed), null, false);
        if (book is null || !book.TryFind(key, out var recorded))
            recorded = null;
        if (recorded is null && !permit.Allows(engine))
            return (new GenerationOutcome(default, null, GenerationStatus.Missing), null, false);
        var rows = new GenerationRows(row, await RowOfAsync(question.Model, cancellationToken), await RowOfAsync(question.Params, cancellationToken));
        var entry = recorded is not null
            ? RecordedEntry.Of(recorded, rows, time.GetUtcNow(), Release)
            : await AskAsync(question, engine, key, seed, rows, cancellationToken);
        return (new GenerationOutcome(new GenerationRef(entry), entry.Output, entry.Failure is null ? GenerationStatus.Completed : GenerationStatus.Failed, entry.Failure, entry.FailureMessage), entry, recorded is null);
    }

    private async ValueTask<GenerationEntry> AskAsync(ModelQuestion question, IEngine engine, Hash128 key, long seed, GenerationRows rows, CancellationToken cancellationToken)
    {
        if (breaker.Tripped is not null)
            throw new RunStoppedException();
        var (started, ticks) = (time.GetUtcNow(), time.GetTimestamp());
        var attempts = new Attempts();
        var request = new EngineRequest(question.Model, question.Params, question.Prompt, NoItem, seed, question.Attempt) { Runtime = context };
        var answer = await caller.AskAsync(engine, request, attempts, null, cancellationToken);
        breaker.Record(question.Model.Id, answer.Failure);
        return caller.EntryOf(key, seed, rows, answer, attempts, started, ticks, Release);
    }

    private static Item NoItem { get; } = new("", "", "{}"u8.ToArray());

    private void Release(StoreEntry entry) => ledger.Release(((GenerationEntry)entry).Key);

    private async ValueTask<long> RowOfAsync(ModelSpec model, CancellationToken cancellationToken) =>
        models.TryGetValue(model, out var known) ? known : models[model] = await run.Store.InternAsync("model", PlanBinding.KeyOf(model), SpecJson.Write(model), cancellationToken);

    private async ValueTask<long> RowOfAsync(InferenceParams set, CancellationToken cancellationToken) =>
        parameters.TryGetValue(set, out var known) ? known : parameters[set] = await run.Store.InternAsync("params", SpecDigest.Of(set), SpecJson.Write(set), cancellationToken);
}
