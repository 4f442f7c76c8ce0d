using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of judges.</summary>
internal static class JudgeRules
{
    public static void Check(RuleBook rules, ValueMap<JudgeSpec> judges)
    {
        foreach (var (id, judge) in judges)
        {
            var path = SpecPath.At("judge", id);
            rules.PluginId(path, id, "judge's id");
            if (judge.Panel.Count > 0)
                CheckPanel(rules, path, id, judge, judges);
            else
                CheckModel(rules, path, judge);
        }
    }

    /// <summary>The rules of one judge that asks a model.</summary>
    public static void CheckModel(RuleBook rules, string path, JudgeSpec judge)
    {
        rules.Require(judge.Model is not null && judge.Provider is not null, path, "A judge needs a model and its provider, or a panel of other judges; name them.");
        if (judge.Model is not null)
            rules.PluginId(SpecPath.At(path, "model"), judge.Model, "model");
        if (judge.Provider is not null)
            rules.PluginId(SpecPath.At(path, "provider"), judge.Provider, "provider");
        rules.Defined(SpecPath.At(path, "form"), judge.Form);
        rules.Range(SpecPath.At(path, "attempts"), judge.Attempts, 1, 10);
        InferenceRules.Check(rules, SpecPath.At(path, "params"), judge.Params);
        var scale = SpecPath.At(path, "scale");
        var (least, most) = (judge.Scale.Least, judge.Scale.Most);
        rules.Require(double.IsFinite(least) && double.IsFinite(most) && least < most, scale, "The best grade must be above the worst; correct most or least.");
        rules.Require(judge.Scale.Labels.Count != 1, SpecPath.At(scale, "labels"), "One word is no scale; give two at least.");
        rules.Require(judge.Scale.Labels.Values.All(double.IsFinite), SpecPath.At(scale, "labels"), "A word stands for what is no finite number; correct it.");
    }

    private static void CheckPanel(RuleBook rules, string path, string id, JudgeSpec judge, ValueMap<JudgeSpec> judges)
    {
        var place = SpecPath.At(path, "panel");
        rules.Defined(SpecPath.At(path, "rule"), judge.Rule);
        rules.Require(judge.Model is null && judge.Provider is null, path, "A panel asks its judges, and no model of its own; remove the model, or the panel.");
        rules.Unique(place, judge.Panel, "judge", member: null);
        foreach (var (index, member) in judge.Panel.Index())
        {
            var known = member is not null && judges.TryGetValue(member, out var one) && one.Panel.Count == 0;
            rules.Require(known && member != id, SpecPath.At(place, index), $"'{member}' is no judge of this project that asks a model; name one.");
        }
    }
}
