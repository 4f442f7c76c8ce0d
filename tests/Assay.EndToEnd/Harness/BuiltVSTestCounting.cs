namespace Assay.EndToEnd.Harness;

/// <summary>The Counting project for <c>dotnet test</c> on VSTest.</summary>
public sealed class BuiltVSTestCounting() : BuiltCounting("VSTest");
