using Assay.Specs;

namespace Assay.Contracts;

/// <summary>What was found with a judge's help, from which several metrics are taken.</summary>
/// <typeparam name="T">What was found.</typeparam>
/// <param name="Value">The finding.</param>
public readonly record struct Judged<T>(T Value)
{
    private readonly ValueList<JudgeCall>? calls;

    /// <summary>Why the judge judged so, which explains metrics that have no explanation of their own; null for none.</summary>
    public string? Explanation { get; init; }

    /// <summary>What the judge was asked and answered, in order; recorded beside the first metric that is taken from the finding. Empty by default.</summary>
    public ValueList<JudgeCall> Calls
    {
        get => calls ?? [];
        init => calls = value.Count == 0 ? null : value;
    }
}
