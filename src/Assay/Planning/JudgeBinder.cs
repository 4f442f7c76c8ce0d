using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Finds the judges that metrics ask.</summary>
internal static class JudgeBinder
{
    /// <summary>The ids of the judges that a metric's settings name; none where the settings are wrong, which binding the metric says.</summary>
    public static ValueList<string> Named(IMetric metric, MetricSpec spec)
    {
        try
        {
            return metric.JudgesOf(spec.Config?.Element);
        }
        catch (AssayException)
        {
            return [];
        }
    }

    /// <summary>The judges that a metric's settings name; null where one is not registered.</summary>
    public static IReadOnlyDictionary<string, IJudge>? Find(IMetric metric, MetricSpec spec, PluginRegistry plugins)
    {
        var judges = new SortedDictionary<string, IJudge>(StringComparer.Ordinal);
        foreach (var id in Named(metric, spec))
        {
            if (!plugins.TryGetJudge(id, out var judge))
                return null;
            judges[id] = judge;
        }

        return judges;
    }

    /// <summary>Adds what judges contribute to a metric's identity: their ids and versions; nothing where there are none.</summary>
    public static void AddTo(ref Digest digest, IReadOnlyDictionary<string, IJudge> judges)
    {
        if (judges.Count == 0)
            return;
        digest.Add("judges");
        foreach (var (id, judge) in judges)
        {
            digest.Add(id);
            digest.Add(judge.Version);
        }
    }
}
