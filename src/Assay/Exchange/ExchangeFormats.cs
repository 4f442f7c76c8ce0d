namespace Assay.Exchange;

/// <summary>The names that headers call their files by.</summary>
internal static class ExchangeFormats
{
    /// <summary>The version of all of them that is written, and the newest that is read.</summary>
    public const int Version = 1;

    public const string GenerationBundle = "assay.generation_bundle";

    public const string GenerationResults = "assay.generation_results";

    public const string EvaluationBundle = "assay.evaluation_bundle";

    public const string EvaluationResults = "assay.evaluation_results";
}
