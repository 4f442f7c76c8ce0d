namespace Assay.Storage;

/// <summary>The parses and scores of one candidate. A finished one replaces a failed one; nothing replaces a finished one.</summary>
public sealed class ScoreEntry : StoreEntry
{
    /// <summary>The run that made them.</summary>
    public required long RunId { get; init; }

    /// <summary>The generation that they are about.</summary>
    public required GenerationRef Generation { get; init; }

    /// <summary>The item that they are about.</summary>
    public required ItemEntry Item { get; init; }

    /// <summary>The parses' outcomes.</summary>
    public IReadOnlyList<TransformRecord> Transforms { get; init; } = [];

    /// <summary>The metrics' outcomes.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations { get; init; } = [];
}
