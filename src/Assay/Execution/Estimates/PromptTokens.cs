using Assay.Contracts;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Execution.Estimates;

/// <summary>Counts what a model reads: by its engine, else by a tokenizer, whose counts are kept for other models that are asked the same.</summary>
/// <param name="tokenizers">The tokenizers.</param>
internal sealed class PromptTokens(Tokenizers tokenizers)
{
    private readonly Dictionary<(PlannedSlice Slice, IPromptTokenizer Tokenizer), int[]> kept = [];

    /// <summary>The tokens that a question takes over all of its turns, the model's own answers left out.</summary>
    /// <param name="slice">The plan.</param>
    /// <param name="model">Which model, from 0.</param>
    /// <param name="place">The question's place among the slice's prompt variants times items, from 0.</param>
    /// <param name="question">The question.</param>
    /// <param name="item">The item.</param>
    public (long Tokens, TokenMethod Method) Count(PlannedSlice slice, int model, int place, Question question, Item item)
    {
        var (spec, engine) = (slice.Models[model].Spec, slice.Models[model].Engine);
        if (!engine.Input.HasFlag(EngineInput.Prompt))
            return engine.IsPaid ? (TextTokenizer.Characters.Count(AsPrompt(item)), TokenMethod.Characters) : (0, TokenMethod.None);
        if (CountByEngine(engine, spec, question.Prompt) is { } counted)
            return (counted, TokenMethod.Engine);
        var tokenizer = tokenizers.Of(spec);
        if (!kept.TryGetValue((slice, tokenizer), out var counts))
        {
            kept.Add((slice, tokenizer), counts = new int[slice.Prompts.Count * slice.Items.Count]);
            Array.Fill(counts, -1);
        }

        if (counts[place] < 0)
            counts[place] = Turns(question.Prompt).Sum(tokenizer.Count);
        return (counts[place], tokenizer.Method);
    }

    private static long? CountByEngine(IEngine engine, ModelSpec model, Prompt prompt)
    {
        long sum = 0;
        foreach (var turn in Turns(prompt))
        {
            if (engine.CountPromptTokens(model, turn) is not { } count)
                return null;
            sum += count;
        }

        return sum;
    }

    /// <summary>What is sent at each turn: the messages, then with each scripted later turn in its place.</summary>
    private static IEnumerable<Prompt> Turns(Prompt prompt)
    {
        for (var i = 0; i <= prompt.FollowUps.Length; i++)
            yield return i == 0 && prompt.FollowUps.IsEmpty ? prompt : new Prompt([.. prompt.Messages, .. prompt.FollowUps[..i]]);
    }

    private static Prompt AsPrompt(Item item) => new(new Message(MessageRole.User, System.Text.Encoding.UTF8.GetString(item.Json.Span)));
}
