namespace Assay.Storage;

/// <summary>Says which generation answers a planned candidate, and which item it is about. Writing it again replaces it.</summary>
public sealed class PlanItemEntry : StoreEntry
{
    /// <summary>The plan's row.</summary>
    public required long PlanId { get; init; }

    /// <summary>The candidate's place in the plan's order, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The generation.</summary>
    public required GenerationRef Generation { get; init; }

    /// <summary>The item.</summary>
    public required ItemEntry Item { get; init; }
}
