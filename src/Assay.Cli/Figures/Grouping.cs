using Assay.Cli.Reading;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;

namespace Assay.Cli.Figures;

/// <summary>By what figures are grouped.</summary>
/// <param name="Keys">The keys, in the order of the columns; the metric is the last.</param>
internal sealed record Grouping(ValueList<GroupKey> Keys)
{
    /// <summary>The keys that were asked for, then what must be told apart besides: models, prompts and params where there are several, and metrics.</summary>
    /// <param name="views">The runs.</param>
    /// <param name="asked">The keys that were asked for.</param>
    /// <param name="pooled">What is not told apart.</param>
    /// <exception cref="AssayException">A key is unknown, twice there, or none that figures are grouped by (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static Grouping Of(IReadOnlyList<RunView> views, IEnumerable<string> asked, params GroupKind[] pooled)
    {
        var keys = asked.Select(GroupKey.Parse).ToList();
        if (keys.FirstOrDefault(static key => key.Kind is GroupKind.Item or GroupKind.Status) is { Kind: GroupKind.Item or GroupKind.Status } wrong)
            throw new AssayException(ErrorCode.OptionInvalid, $"Figures cannot be grouped by '{wrong}' here; use slice, model, prompt, params, metric, or dimension: and a name.");
        if (keys.Distinct().Count() < keys.Count)
            throw new AssayException(ErrorCode.OptionInvalid, "A group is named twice; name each once.");
        foreach (var kind in (GroupKind[])[GroupKind.Model, GroupKind.Prompt, GroupKind.Params])
        {
            var isSeveral = views.Any(view => view.Candidates.Select(row => ValueOf(row, kind, "")).Distinct(StringComparer.Ordinal).Skip(1).Any());
            if (isSeveral && !pooled.Contains(kind) && !keys.Contains(kind))
                keys.Add(kind);
        }

        if (!keys.Contains(GroupKind.Metric))
            keys.Add(GroupKind.Metric);
        return new Grouping(ValueList.From(keys));
    }

    /// <summary>The group of a candidate's score.</summary>
    public ValueList<string> KeyOf(CandidateRow row, string metric) => ValueList.From(Keys.Select(key => ValueOf(row, key, metric)));

    /// <summary>One value of a candidate's score.</summary>
    public static string ValueOf(CandidateRow row, GroupKey key, string metric) => key.Kind switch
    {
        GroupKind.Slice => row.Plan.Slice,
        GroupKind.Model => row.Model,
        GroupKind.Prompt => row.Prompt,
        GroupKind.Params => row.Params,
        GroupKind.Dimension => row.Plan.Task.Dimensions.TryGetValue(key.Dimension ?? "", out var value) ? value : "",
        _ => metric,
    };
}
