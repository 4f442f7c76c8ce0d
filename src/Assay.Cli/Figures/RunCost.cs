namespace Assay.Cli.Figures;

/// <summary>What a slice takes of one model.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Model">The model's id.</param>
internal sealed record RunCost(string Benchmark, string Slice, string Model)
{
    /// <summary>Whether its calls cost money; null where that is not known.</summary>
    public bool? IsPaid { get; init; }

    /// <summary>How many calls are missing.</summary>
    public long Calls { get; init; }

    /// <summary>The tokens that they read; null where that is not known.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>The tokens that they write; null where that is not known.</summary>
    public long? CompletionTokens { get; init; }

    /// <summary>What they cost, in the project's currency; null where that is not known.</summary>
    public double? Cost { get; init; }

    /// <summary>How many calls there are in all.</summary>
    public long CallsOfAll { get; init; }

    /// <summary>What all would cost as if nothing were stored; null where that is not known.</summary>
    public double? CostOfAll { get; init; }
}
