using Assay.Generators.Collections;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>What a prompt's templates may name.</summary>
/// <param name="Item">The parameter that holds the item.</param>
/// <param name="Prompt">The prompt's id.</param>
/// <param name="Family">The prompt's family; null for none.</param>
/// <param name="Variables">The prompt's variables.</param>
internal sealed record TemplateScope(IParameterSymbol Item, string Prompt, string? Family, EquatableArray<PairModel> Variables)
{
    private const string VariablesPrefix = "variables.";

    /// <summary>The names that may stand after <c>prompt.</c>.</summary>
    public IEnumerable<string> Names => Variables.Select(static variable => variable.Key).Concat(Family is null ? ["id"] : ["id", "family"]);

    /// <summary>The key of a variable that a path after <c>prompt.</c> may mean.</summary>
    public static string KeyOf(string name) => name.StartsWith(VariablesPrefix, StringComparison.Ordinal) ? name.Substring(VariablesPrefix.Length) : name;

    /// <summary>What a path after <c>prompt.</c> stands for; null where it names nothing.</summary>
    public string? TextOf(string name)
    {
        foreach (var variable in Variables)
        {
            if (variable.Key == name || variable.Key == KeyOf(name))
                return variable.Value;
        }

        return name switch
        {
            "id" => Prompt,
            "family" => Family,
            _ => null,
        };
    }

    /// <summary>Whether a path names what only a slice knows.</summary>
    public static bool IsOfSlice(string path) =>
        path is "slice.id" or "benchmark.id" || (path.StartsWith("slice.dimensions.", StringComparison.Ordinal) && path.Split('.').Length == 3);
}
