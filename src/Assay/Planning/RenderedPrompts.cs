using System.Numerics;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Planning;

/// <summary>
/// The prompts of a task's items. Those that were asked for lately are kept while they are short, since every model and every params
/// ask about the same few thousand items before the next ones. Safe for concurrent use.
/// </summary>
/// <param name="prompts">The prompt variants.</param>
/// <param name="items">How many items there are.</param>
internal sealed class RenderedPrompts(IReadOnlyList<PlannedPrompt> prompts, int items)
{
    private const int Most = 2 * 1024;
    private const int LongestKept = 4 * 1024;

    private readonly Rendered?[] recent = new Rendered?[(int)Math.Min(Most, BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)prompts.Count * items, 1, Most)))];

    /// <summary>Renders a prompt variant for an item, or finds it rendered.</summary>
    /// <param name="prompt">The variant's place.</param>
    /// <param name="index">The item's place.</param>
    /// <param name="item">The item.</param>
    public Rendered Of(int prompt, int index, Item item)
    {
        var place = ((long)prompt * items) + index;
        ref var kept = ref recent[(int)(place & (recent.Length - 1))];
        var before = Volatile.Read(ref kept);
        if (before?.Place == place)
            return before;
        var rendered = Render(place, prompt, item);
        if (rendered.Failure is null && rendered.Prompt.Messages.Sum(static message => message.Text.Length) <= LongestKept)
            Volatile.Write(ref kept, rendered);
        return rendered;
    }

    private Rendered Render(long place, int prompt, Item item)
    {
        try
        {
            var rendered = prompts[prompt].Render(item);
            return new Rendered(place, rendered, rendered.Digest(), null);
        }
        catch (AssayException exception)
        {
            return new Rendered(place, Prompt.Empty, item.Digest, exception);
        }
    }

    /// <summary>A rendered prompt.</summary>
    /// <param name="Place">Which one it is.</param>
    /// <param name="Prompt">The prompt; empty where it cannot be rendered.</param>
    /// <param name="Digest">Its digest; the item's where it cannot be rendered.</param>
    /// <param name="Failure">Why it cannot be rendered; null when it can.</param>
    public sealed record Rendered(long Place, Prompt Prompt, Hash128 Digest, AssayException? Failure);
}
