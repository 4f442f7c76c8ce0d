using System.Globalization;

namespace Assay.Execution;

/// <summary>A part of a spec because of which scores are to be computed although the outputs that they score are stored.</summary>
/// <param name="Part">What it is: <c>metric</c> or <c>parse</c>.</param>
/// <param name="Id">Its name in tables, or its id.</param>
/// <param name="IsNew">True where nothing of this id was ever computed for these outputs; false where its code, version or settings changed.</param>
/// <param name="Scores">How many scores are to be computed. 0 for a parse that no score reads.</param>
/// <param name="Parses">How many outputs are to be parsed. 0 for a metric.</param>
public sealed record PlanChange(string Part, string Id, bool IsNew, long Scores, long Parses)
{
    /// <summary>The change in a line, such as <c>metric accuracy changed: 1,319 scores to compute, 0 generations</c>; the same in every culture.</summary>
    public override string ToString()
    {
        var parses = Parses > 0 ? Count(Parses, "output", "outputs") + " to parse, " : "";
        var scores = Scores > 0 || Parses == 0 ? Count(Scores, "score", "scores") + " to compute, " : "";
        return $"{Part} {Id} {(IsNew ? "is new" : "changed")}: {parses}{scores}0 generations";
    }

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
