namespace Assay.Generators.Identity;

/// <summary>A piece of code that takes part in a digest.</summary>
/// <param name="Key">What orders it among the others.</param>
/// <param name="Text">Its normalised syntax.</param>
internal sealed record ReachedCode(string Key, string Text);
