namespace Assay.Planning.Diffs;

/// <summary>How a value of a spec differs.</summary>
public enum SpecChangeKind
{
    /// <summary>It has another value.</summary>
    Edited,

    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is not there any more.</summary>
    Removed,

    /// <summary>The elements of a list that were there before and still are stand in another order.</summary>
    Reordered,
}
