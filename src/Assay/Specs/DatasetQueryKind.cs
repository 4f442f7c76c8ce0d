namespace Assay.Specs;

/// <summary>How items are chosen from a data set.</summary>
public enum DatasetQueryKind
{
    /// <summary>All items.</summary>
    All,

    /// <summary>A number of items: sampled with a seed, the first ones without.</summary>
    Subset,

    /// <summary>A number of items with fair shares for each value of a field.</summary>
    Stratified,

    /// <summary>The items with the given ids.</summary>
    ItemIds,
}
