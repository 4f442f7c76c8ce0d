namespace Assay.Specs;

/// <summary>How the verdicts of several judges become one.</summary>
public enum PanelRule
{
    /// <summary>The grade that most of them give; the mean where no grade has more than every other.</summary>
    Majority,

    /// <summary>The mean of the grades.</summary>
    Mean,
}
