using Assay.Execution.Estimates;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>What a slice runs and what that takes, as if nothing were stored: the same on every machine.</summary>
/// <param name="Slice">The slice's id.</param>
public sealed record SlicePlanDetails(string Slice)
{
    /// <summary>What decides its results, in the order of the plan.</summary>
    public required ValueList<SlicePlanPart> Parts { get; init; }

    /// <summary>How many trials there are.</summary>
    public required long Trials { get; init; }

    /// <summary>How many candidates there are.</summary>
    public required long Candidates { get; init; }

    /// <summary>What each model takes.</summary>
    public required ValueList<ModelEstimate> Models { get; init; }

    /// <summary>The identity of each item's content, by item id.</summary>
    public required IReadOnlyDictionary<string, Hash128> Items { get; init; }

    /// <summary>The digest of some of the items, as a part <c>data</c> has it of all.</summary>
    /// <param name="ids">The items; those that there are not count as without content.</param>
    public string DataDigest(IEnumerable<string> ids)
    {
        var digest = new Digest("plan-data/1", stackalloc byte[1024]);
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            digest.Add(id);
            digest.Add(Items.TryGetValue(id, out var content) ? content : default);
        }

        return digest.Finish().Short;
    }
}
