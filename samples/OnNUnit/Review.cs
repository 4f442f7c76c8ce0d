namespace Samples.OnNUnit;

/// <summary>What somebody wrote about a book.</summary>
public sealed record Review(string Id, string Text);
