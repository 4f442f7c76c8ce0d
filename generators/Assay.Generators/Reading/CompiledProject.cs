using Assay.Generators.Identity;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>What the readings of one compilation's classes share.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class CompiledProject(Compilation compilation)
{
    public KnownTypes Known { get; } = new(compilation);

    public CompiledCode Code { get; } = new(compilation);
}
