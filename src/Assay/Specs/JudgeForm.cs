namespace Assay.Specs;

/// <summary>What a judge does.</summary>
public enum JudgeForm
{
    /// <summary>Grades one output on a scale.</summary>
    Grade,

    /// <summary>Compares two outputs, in both orders: one wins where it wins in both, anything else is a tie.</summary>
    Compare,
}
