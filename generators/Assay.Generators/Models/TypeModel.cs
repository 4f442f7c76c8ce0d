namespace Assay.Generators.Models;

/// <summary>A benchmark class as generated code names it.</summary>
/// <param name="Namespace">The namespace as written in a declaration; empty for the global one.</param>
/// <param name="Name">The name as written in a declaration.</param>
/// <param name="PlainName">The name without escapes.</param>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="FileStem">The start of the names of generated files.</param>
internal sealed record TypeModel(string Namespace, string Name, string PlainName, string Keyword, string FileStem)
{
    public string GlobalName => Namespace.Length == 0 ? $"global::{Name}" : $"global::{Namespace}.{Name}";
}
