using Assay.Results;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>What one row of a table is about: a model asked in one way.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty where there is none.</param>
/// <param name="Params">The set of params as short JSON; empty where the experiment has one set only.</param>
public sealed record Variant(string Model, string Prompt, string Params)
{
    /// <summary>The variant that a score belongs to.</summary>
    public static Variant Of(ItemScore score) => new(score.Model, score.Prompt, score.Params);

    /// <summary>The parts that are not empty, joined by commas.</summary>
    public override string ToString() =>
        string.Join(", ", ((string[])[Model, Prompt, Params]).Where(part => part.Length > 0).Select(part => RowText.Escape(part)));

    internal static int Compare(Variant x, Variant y)
    {
        var order = string.CompareOrdinal(x.Model, y.Model);
        if (order == 0)
            order = string.CompareOrdinal(x.Prompt, y.Prompt);
        return order != 0 ? order : string.CompareOrdinal(x.Params, y.Params);
    }
}
