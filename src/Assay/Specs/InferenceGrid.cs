namespace Assay.Specs;

/// <summary>Sets of inference params: each base times each combination of overrides.</summary>
public sealed record InferenceGrid
{
    /// <summary>The base params, in order; empty means one set of all defaults.</summary>
    public ValueList<InferenceParams> Params { get; init; } = [];

    /// <summary>Values to try per key (snake case, as in JSON), keys taken in ordinal order; a key that no parameter has goes to the extras.</summary>
    public ValueMap<ValueList<JsonValue>> Overrides { get; init; } = ValueMap<ValueList<JsonValue>>.Empty;
}
