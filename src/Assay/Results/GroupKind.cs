namespace Assay.Results;

/// <summary>What results can be grouped by.</summary>
public enum GroupKind
{
    /// <summary>The model's id.</summary>
    Model,

    /// <summary>The slice's id.</summary>
    Slice,

    /// <summary>The prompt variant's id; empty where there is none.</summary>
    Prompt,

    /// <summary>The set of inference params; empty where there is one only.</summary>
    Params,

    /// <summary>The metric's name.</summary>
    Metric,

    /// <summary>The item's id.</summary>
    Item,

    /// <summary><c>ok</c>, or the code of the first failure among the samples.</summary>
    Status,

    /// <summary>A dimension of the slice.</summary>
    Dimension,
}
