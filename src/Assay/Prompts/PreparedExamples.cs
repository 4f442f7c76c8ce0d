using System.Collections.Immutable;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Prompts;

/// <summary>The few-shot examples of a prompt, rendered once.</summary>
internal sealed class PreparedExamples
{
    private readonly List<(Hash128 Item, ImmutableArray<Message> Messages)> examples = [];

    private PreparedExamples(Hash128 digest) => Digest = digest;

    /// <summary>The identity of the examples' items, in order.</summary>
    public Hash128 Digest { get; }

    /// <summary>Where the messages of a prompt's examples stand.</summary>
    /// <param name="prompt">Where the prompt stands.</param>
    public static string PathOf(string prompt) => SpecPath.At(SpecPath.At(prompt, "examples"), "messages");

    /// <summary>Renders examples.</summary>
    /// <param name="prompt">The prompt that has them.</param>
    /// <param name="items">Their items, in order.</param>
    /// <param name="scope">The benchmark and slice.</param>
    /// <param name="path">Where the prompt stands in its spec.</param>
    /// <exception cref="AssayException">A template is malformed, or an item cannot be read or lacks a field.</exception>
    public static PreparedExamples Render(PromptSpec prompt, IReadOnlyList<Item> items, PromptScope scope, string path)
    {
        var problems = new List<Problem>();
        var templates = PreparedMessage.Prepare(prompt.Examples!.Messages, PathOf(path), problems);
        if (problems.Count > 0)
            throw new SpecValidationException(problems);
        var digest = new Digest("examples/1", stackalloc byte[512]);
        digest.Add(items.Count);
        foreach (var item in items)
            digest.Add(item.Digest);
        var prepared = new PreparedExamples(digest.Finish());
        foreach (var item in items)
        {
            if (item.Failure is not null)
                throw item.Failure;
            prepared.examples.Add((item.Digest, PreparedMessage.Render(templates, new PromptValues(prompt, item, scope, preview: false))));
        }

        return prepared;
    }

    /// <summary>The prompt with the examples after its leading instructions, but for one of the very content that is asked about.</summary>
    /// <param name="prompt">The prompt as it is rendered for an item.</param>
    /// <param name="item">That item.</param>
    public Prompt AddTo(Prompt prompt, Item item)
    {
        var instructions = prompt.Messages.TakeWhile(static message => message.Role is MessageRole.System or MessageRole.Developer).Count();
        var shown = examples.Where(example => example.Item != item.Digest).SelectMany(static example => example.Messages);
        return new Prompt(prompt.Messages.InsertRange(instructions, shown)) { FollowUps = prompt.FollowUps };
    }
}
