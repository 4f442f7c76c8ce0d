namespace Assay.Contracts;

/// <summary>What a hook around a parse sees and may change.</summary>
/// <param name="parseId">The parse's id.</param>
/// <param name="item">The item.</param>
/// <param name="output">The output to be parsed.</param>
public sealed class ExtractionHookContext(string parseId, Item item, Output output)
{
    /// <summary>The parse's id.</summary>
    public string ParseId { get; } = parseId;

    /// <summary>The item.</summary>
    public Item Item { get; } = item;

    /// <summary>What is parsed. Set before extraction to parse something else; what is stored stays as it is.</summary>
    public Output Output { get; set; } = output;

    /// <summary>What the parse found; nothing before extraction. Set after extraction to use something else.</summary>
    public Extraction Extraction { get; set; }
}
