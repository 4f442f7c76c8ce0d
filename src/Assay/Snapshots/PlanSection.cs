using System.Globalization;
using System.Text;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Results;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One slice's section of a plan snapshot.</summary>
internal static class PlanSection
{
    private static readonly string[] Measures = ["data", "score", "judge"];

    /// <summary>The section without a trailing line end.</summary>
    /// <param name="details">What is run now.</param>
    /// <param name="scoredBy">The digests of what measures by which the verified scores were made, where those are others, by kind and id.</param>
    public static string Write(SlicePlanDetails details, IReadOnlyDictionary<(string Kind, string Id), string> scoredBy)
    {
        var text = new StringBuilder(TableSection.HeadingOf(details.Slice)).Append("\n\n");
        var parts = scoredBy.Count == 0 ? new MarkdownTable("part", "id", "digest") : new MarkdownTable("part", "id", "digest", "verified scores by");
        foreach (var part in details.Parts)
            parts.Add([part.Kind, part.Id, part.Digest, .. scoredBy.Count == 0 ? [] : (string[])[scoredBy.GetValueOrDefault(KeyOf(part), "")]]);
        parts.WriteTo(text);
        var paid = details.Models.Where(static model => model.IsPaid).ToList();
        text.Append(CultureInfo.InvariantCulture, $"{details.Trials} trials, {details.Candidates} candidates, {details.Models.Sum(static model => model.Whole.Generations)} calls, {paid.Sum(static model => model.Whole.Generations)} of them paid.\n");
        if (paid.Count > 0)
        {
            text.Append('\n');
            var models = new MarkdownTable("model", "calls", "prompt tokens", "completion tokens", "cost");
            foreach (var model in paid)
                models.Add(model.Model, Count(model.Whole.Generations), Count(model.Whole.PromptTokens), Count(model.Whole.CompletionTokens), EstimateMarkdown.Cost(model.Whole.Cost));
            models.WriteTo(text);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>By what the verified scores were made, where it is not what the section's plan says.</summary>
    /// <param name="verified">The verified section.</param>
    /// <param name="details">What is run now; null takes what the section says alone.</param>
    public static IReadOnlyDictionary<(string Kind, string Id), string> ScoredBy(string verified, SlicePlanDetails? details)
    {
        var found = new Dictionary<(string Kind, string Id), string>();
        foreach (var part in Read(verified).Where(static part => Measures.Contains(part.Kind)))
        {
            var key = (part.Kind, part.Kind == "data" ? "" : part.Id);
            var now = details?.Parts.FirstOrDefault(candidate => KeyOf(candidate) == key)?.Digest ?? part.Digest;
            var scored = part.ScoredBy ?? part.Digest!;
            if (scored != now)
                found[key] = scored;
        }

        return found;
    }

    /// <summary>What a verified section says is measured otherwise now.</summary>
    /// <param name="verified">The verified section.</param>
    /// <param name="details">What is run now.</param>
    /// <param name="verifiedItems">The items that have verified scores.</param>
    public static IEnumerable<MeasureChange> Compare(string verified, SlicePlanDetails details, IReadOnlyCollection<string> verifiedItems)
    {
        var before = Read(verified).Where(part => Measures.Contains(part.Kind)).ToList();
        foreach (var part in details.Parts.Where(part => Measures.Contains(part.Kind)))
        {
            var old = before.FirstOrDefault(candidate => candidate.Kind == part.Kind && (part.Kind == "data" || candidate.Id == MarkdownTable.Escape(part.Id)));
            old.Digest = old.ScoredBy ?? old.Digest;
            if (old.Digest is null || old.Digest == part.Digest)
                continue;
            if (part.Kind == "data")
            {
                // Items that came are told by their rows; what counts is whether those that were verified are as they were.
                if (old.Digest != details.DataDigest(verifiedItems) && verifiedItems.All(details.Items.ContainsKey))
                    yield return new MeasureChange($"data changed: verified items have other content now ({old.Digest} → {details.DataDigest(verifiedItems)})", []);
                continue;
            }

            yield return new MeasureChange($"{part.Kind} {RowText.Escape(part.Id)} changed ({old.Digest} → {part.Digest})", part.Scores);
        }
    }

    private static (string Kind, string Id) KeyOf(SlicePlanPart part) => (part.Kind, part.Kind == "data" ? "" : MarkdownTable.Escape(part.Id));

    private static IEnumerable<(string Kind, string Id, string? Digest, string? ScoredBy)> Read(string section)
    {
        foreach (var line in section.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            var cells = line.Trim('|', ' ').Split(" | ");
            if (cells.Length is 3 or 4)
                yield return (cells[0].Trim(), cells[1].Trim(), cells[2].Trim(), cells.Length == 4 && cells[3].Trim().Length > 0 ? cells[3].Trim() : null);
        }
    }

    private static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
