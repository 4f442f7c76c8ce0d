namespace Assay.Cli.Terminal;

/// <summary>A text with others below it.</summary>
/// <param name="Text">One or more lines.</param>
/// <param name="Children">What stands below.</param>
internal sealed record TextNode(string Text, params IReadOnlyList<TextNode> Children);
