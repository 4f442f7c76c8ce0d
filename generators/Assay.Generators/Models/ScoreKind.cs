namespace Assay.Generators.Models;

/// <summary>What a score's method returns.</summary>
internal enum ScoreKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A truth value, 1 or 0.</summary>
    Truth,

    /// <summary>A <c>MetricResult</c>.</summary>
    Result,

    /// <summary>A type whose members are metrics.</summary>
    Record,
}
