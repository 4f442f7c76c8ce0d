using System.Collections.Immutable;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Prompts;

/// <summary>A prompt variant whose templates are parsed; renders any number of items, also concurrently.</summary>
public sealed class PreparedPrompt
{
    private readonly ImmutableArray<PreparedMessage> messages;
    private readonly ImmutableArray<PreparedMessage> followUps;

    private PreparedPrompt(PromptSpec spec, ImmutableArray<PreparedMessage> messages, ImmutableArray<PreparedMessage> followUps)
    {
        Spec = spec;
        this.messages = messages;
        this.followUps = followUps;
    }

    /// <summary>The variant.</summary>
    public PromptSpec Spec { get; }

    /// <summary>Parses a variant's templates, those of its examples among them.</summary>
    /// <param name="spec">The variant.</param>
    /// <param name="path">Where it stands in its spec, such as <c>prompts[0]</c>; empty for one that stands in none.</param>
    /// <exception cref="SpecValidationException">Templates are malformed; one problem for each (<c>prompt_malformed</c>), with its path such as <c>prompts[0].messages[0].content</c>.</exception>
    public static PreparedPrompt Parse(PromptSpec spec, string path = "")
    {
        var problems = new List<Problem>();
        var prepared = new PreparedPrompt(
            spec,
            PreparedMessage.Prepare(spec.Messages, SpecPath.At(path, "messages"), problems),
            PreparedMessage.Prepare(spec.FollowUps, SpecPath.At(path, "follow_ups"), problems));
        if (spec.Examples is { } examples)
            PreparedMessage.Prepare(examples.Messages, PreparedExamples.PathOf(path), problems);
        return problems.Count == 0 ? prepared : throw new SpecValidationException(problems);
    }

    /// <summary>Renders the prompt for an item, outside of any slice.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="AssayException">As <see cref="Render(Item, PromptScope)"/>.</exception>
    public Prompt Render(Item item) => Render(item, PromptScope.Empty);

    /// <summary>Renders the prompt for an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scope">The benchmark and slice.</param>
    /// <exception cref="AssayException">The item lacks a field that the prompt names (<c>prompt_field_missing</c>), or a value cannot have the given format (<c>prompt_malformed</c>).</exception>
    public Prompt Render(Item item, PromptScope scope) => Render(item, scope, preview: false);

    /// <summary>Renders the prompt for people to see: as <see cref="Render(Item, PromptScope)"/> does, except that a placeholder without a value shows as it was written.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scope">The benchmark and slice; null for none.</param>
    /// <exception cref="AssayException">A value cannot have the given format (<c>prompt_malformed</c>).</exception>
    public Prompt Preview(Item item, PromptScope? scope = null) => Render(item, scope, preview: true);

    private Prompt Render(Item item, PromptScope? scope, bool preview)
    {
        var values = new PromptValues(Spec, item, scope ?? PromptScope.Empty, preview);
        return new Prompt(PreparedMessage.Render(messages, values)) { FollowUps = PreparedMessage.Render(followUps, values) };
    }
}
