using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay;

/// <summary>
/// A judge as an engine, so that the judge itself is measured: over items that hold an output and what people said of it. The answer is the
/// verdict's word, or its grade. Metrics such as <c>cohen_kappa</c> then say how far it agrees with them.
/// </summary>
/// <param name="id">The id that a model's provider names.</param>
/// <param name="judge">The judge.</param>
/// <param name="question">What it is asked about an item; its runtime is set by the engine.</param>
/// <param name="version">The version of <paramref name="question"/>.</param>
public sealed class JudgeEngine(string id, IJudge judge, Func<Item, JudgeRequest> question, string version = "1") : IEngine
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <summary>The judge's version with that of the question.</summary>
    public string Version { get; } = $"judge-engine/1:{judge.Version}:{version}";

    /// <summary>The models that the judge asks.</summary>
    public ValueList<ModelSpec> AskedModels => judge.Models;

    /// <summary>The item.</summary>
    public EngineInput Input => EngineInput.Item;

    /// <summary>Whether the judge's own calls cost money; where it asks models of the run, those say it.</summary>
    public bool IsPaid => judge.IsPaid;

    /// <summary>Asks the judge.</summary>
    /// <inheritdoc/>
    public async ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var asked = question(request.Item) with { Runtime = request.Runtime };
            var verdict = await judge.JudgeAsync(asked, cancellationToken).ConfigureAwait(false);
            return new Output(verdict.Label ?? verdict.Score.ToString("R", CultureInfo.InvariantCulture))
            {
                Conversation = ValueList.From(verdict.Calls.SelectMany(static call => (ConversationTurn[])[new(MessageRole.User, call.Prompt), new(MessageRole.Assistant, call.Answer)])),
            };
        }
        catch (JudgeException exception)
        {
            throw new EngineException(exception.Code, exception.Problems[0].Message, exception);
        }
    }
}
