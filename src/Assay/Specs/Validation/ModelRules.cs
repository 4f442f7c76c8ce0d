using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of models.</summary>
internal static class ModelRules
{
    public static void Check(RuleBook rules, ValueList<ModelSpec> models)
    {
        const string Path = "models";
        rules.Require(models.Count > 0, Path, "There is no model; give at least one.");
        rules.Unique(Path, models.Select(static model => model.Id), "model id");
        foreach (var (index, model) in models.Index())
        {
            var path = SpecPath.At(Path, index);
            rules.PluginId(SpecPath.At(path, "id"), model.Id, "model id");
            rules.PluginId(SpecPath.At(path, "provider"), model.Provider, "provider");
            if (model.Name is not null)
                rules.Text(SpecPath.At(path, "name"), model.Name, "model name");
            foreach (var key in model.Extras.Keys)
                rules.Text(SpecPath.At(SpecPath.At(path, "extras"), key), key, "key");
        }
    }
}
