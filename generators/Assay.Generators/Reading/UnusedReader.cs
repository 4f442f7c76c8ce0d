using Assay.Generators.Collections;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reports what a class declares for its slices and no slice gives to models.</summary>
internal static class UnusedReader
{
    /// <summary>Reports the declarations of the class itself that no slice names; nothing where there are no slices.</summary>
    public static void Report(ReadingContext context, IEnumerable<Declaration> declared, EquatableArray<SliceModel> slices, Func<SliceModel, IEnumerable<string>> namedBy, DiagnosticDescriptor rule)
    {
        var used = new HashSet<string>(slices.SelectMany(namedBy), StringComparer.Ordinal);
        foreach (var declaration in declared)
        {
            if (slices.Count > 0 && !used.Contains(declaration.Id) && KnownTypes.Same(declaration.Symbol.ContainingType, context.Type))
                context.Report(rule, declaration.IdPlace, declaration.Id);
        }
    }
}
