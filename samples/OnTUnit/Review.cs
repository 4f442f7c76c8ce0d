namespace Samples.OnTUnit;

/// <summary>What somebody wrote about a tool.</summary>
public sealed record Review(string Id, string Text);
