namespace Assay.Reporting;

/// <summary>What an export of candidates holds.</summary>
public sealed record ExportOptions
{
    /// <summary>Whether outputs' texts are written where there are any; false by default.</summary>
    public bool IncludeOutputs { get; init; }
}
