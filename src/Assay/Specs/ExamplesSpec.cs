namespace Assay.Specs;

/// <summary>
/// Few-shot examples of a prompt: items of a data set, each shown as messages. They stand after the prompt's leading system and
/// developer messages, in the order of the data set. An item that is asked about is never its own example: one of the same content is left out.
/// </summary>
/// <param name="Dataset">Where they come from.</param>
/// <param name="Messages">The messages of each example, as templates over the example's item; at least one.</param>
public sealed record ExamplesSpec(DatasetSpec Dataset, ValueList<MessageSpec> Messages)
{
    /// <summary>Which items are shown; all by default. A sampled choice needs a seed, and is the same for every item asked about.</summary>
    public DatasetQuery Query { get; init; } = DatasetQuery.All;
}
