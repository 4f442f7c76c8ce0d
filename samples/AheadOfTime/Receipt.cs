namespace Samples.Ahead;

/// <summary>What somebody wrote about a purchase.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The words.</param>
/// <param name="Total">What was paid in all, in euros.</param>
public sealed record Receipt(string Id, string Text, decimal Total);
