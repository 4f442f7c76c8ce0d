using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>A class as generated code names it.</summary>
/// <param name="Namespace">The namespace as written in a declaration; empty for the global one.</param>
/// <param name="Name">The name as written in a declaration.</param>
/// <param name="PlainName">The name without escapes.</param>
/// <param name="Keyword"><c>class</c>, <c>record</c>, <c>struct</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="FileStem">The start of the names of generated files.</param>
internal sealed record TypeModel(string Namespace, string Name, string PlainName, string Keyword, string FileStem)
{
    /// <summary>The declarations of the types around it, the outermost first: <c>partial class Outer</c>.</summary>
    public EquatableArray<string> Containers { get; init; }

    /// <summary>The names of those types as written in a declaration.</summary>
    public EquatableArray<string> ContainerNames { get; init; }

    public string GlobalName => $"global::{string.Join(".", ContainerNames.Append(Name).Prepend(Namespace).Where(static name => name.Length > 0))}";

    /// <summary>What tells the type from others whose files would have its name.</summary>
    public string FileKey => $"{FileStem}|{Namespace}|{Keyword}";

    /// <summary>The name with those of the types around it, without escapes.</summary>
    public string FullName(string separator) => string.Join(separator, ContainerNames.Select(static name => name.Replace("@", "")).Append(PlainName));
}
