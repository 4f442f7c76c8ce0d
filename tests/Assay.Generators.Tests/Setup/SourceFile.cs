namespace Assay.Generators.Tests.Setup;

/// <summary>A source as a test gives it.</summary>
internal sealed record SourceFile(string Path, string Text);
