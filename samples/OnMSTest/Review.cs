namespace Samples.OnMSTest;

/// <summary>What somebody wrote about a hotel.</summary>
public sealed record Review(string Id, string Text);
