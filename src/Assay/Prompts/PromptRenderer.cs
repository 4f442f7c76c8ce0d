using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Prompts;

/// <summary>
/// Renders prompt variants that are written as templates.
/// <list type="bullet">
/// <item><c>{item.a.b}</c>, <c>{item.list[0]}</c> and <c>{item.map[a name]}</c> are fields of the item; <c>{item.id}</c> is its id where it has no such field.</item>
/// <item><c>{prompt.key}</c> (also <c>{prompt.variables.key}</c>) is a variable of the variant, else its <c>id</c> or <c>family</c>.</item>
/// <item><c>{slice.id}</c>, <c>{slice.dimensions.key}</c> and <c>{benchmark.id}</c> are what <see cref="PromptScope"/> holds.</item>
/// <item><c>{{</c> and <c>}}</c> are literal braces; any other brace is an error. Values are not templates: their braces stay.</item>
/// <item><c>{item.n:F2}</c> formats a number as .NET does in the invariant culture.</item>
/// </list>
/// Texts appear as they are, numbers in their shortest spelling, truth values as <c>true</c> and <c>false</c>, null as
/// nothing, lists and objects as canonical JSON.
/// </summary>
public static class PromptRenderer
{
    /// <summary>Shows what an item's prompt would be; a placeholder without a value shows as it was written.</summary>
    /// <param name="prompt">The variant.</param>
    /// <param name="item">The item.</param>
    /// <param name="scope">The benchmark and slice; null for none.</param>
    /// <exception cref="SpecValidationException">A template is malformed (<c>prompt_malformed</c>).</exception>
    /// <exception cref="AssayException">A value cannot have the given format (<c>prompt_malformed</c>).</exception>
    public static Prompt Preview(PromptSpec prompt, Item item, PromptScope? scope = null) => PreparedPrompt.Parse(prompt).Preview(item, scope);
}
