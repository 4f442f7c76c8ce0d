namespace Assay.Execution;

/// <summary>One thing that decides what a slice's results are.</summary>
/// <param name="Kind">What it is: <c>data</c>, <c>model</c>, <c>prompt</c>, <c>params</c>, <c>parse</c>, <c>score</c> or <c>judge</c>.</param>
/// <param name="Id">Its id; of data how many items there are, of params their JSON.</param>
/// <param name="Digest">The beginning of its identity: 12 hexadecimal digits.</param>
public sealed record SlicePlanPart(string Kind, string Id, string Digest)
{
    /// <summary>The scores that depend on it, where those are not all: by their names in tables.</summary>
    public Specs.ValueList<string> Scores { get; init; } = [];
}
