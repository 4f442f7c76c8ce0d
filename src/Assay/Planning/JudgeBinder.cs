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

    /// <summary>The judge that a metric's settings make; null where there is none, or where the settings are wrong, which binding the metric says.</summary>
    public static IJudge? Own(IMetric metric, MetricSpec spec)
    {
        try
        {
            return metric.JudgeOf(spec.Config?.Element);
        }
        catch (AssayException)
        {
            return null;
        }
    }

    /// <summary>The judges that a metric's settings name or make; null where one is not registered.</summary>
    public static IReadOnlyDictionary<string, IJudge>? Find(IMetric metric, MetricSpec spec, PluginRegistry plugins)
    {
        var judges = new SortedDictionary<string, IJudge>(StringComparer.Ordinal);
        foreach (var id in Named(metric, spec))
        {
            if (!plugins.TryGetJudge(id, out var judge))
                return null;
            judges[id] = judge;
        }

        if (Own(metric, spec) is { } own)
            judges[own.Id] = own;
        return judges;
    }

    /// <summary>The models that judges ask, each with its engine; those whose engine is not registered are left out.</summary>
    public static IEnumerable<(ModelSpec Spec, IEngine Engine)> EnginesOf(IReadOnlyDictionary<string, IJudge> judges, PluginRegistry plugins)
    {
        foreach (var model in judges.Values.SelectMany(static judge => judge.Models).Distinct())
        {
            if (plugins.TryGetEngine(model.Provider, out var engine))
                yield return (model, engine);
        }
    }

    /// <summary>Adds what judges contribute to a metric's identity: their ids and versions, and those of the engines that they ask; nothing where there are none.</summary>
    public static void AddTo(ref Digest digest, IReadOnlyDictionary<string, IJudge> judges, PluginRegistry plugins)
    {
        if (judges.Count == 0)
            return;
        digest.Add("judges");
        foreach (var (id, judge) in judges)
        {
            digest.Add(id);
            digest.Add(judge.Version);
            foreach (var model in judge.Models)
            {
                if (plugins.TryGetEngine(model.Provider, out var engine))
                    digest.Add(engine.Version);
            }
        }
    }
}
