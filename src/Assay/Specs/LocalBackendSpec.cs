namespace Assay.Specs;

/// <summary>Work is run in the process that asks for it.</summary>
public sealed record LocalBackendSpec : ExecutionBackendSpec;
