using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads ids that the class may declare, or the project and its registries, which the compiler does not see.</summary>
internal static class OpenReferences
{
    /// <summary>The id that a text means; a probable slip is reported: <c>nameof</c> of another member, or the spelling of a declared id but for a few letters.</summary>
    public static string Read(ReadingContext context, string text, Location place, IReadOnlyList<Declaration> declarations, DiagnosticDescriptor unknown)
    {
        var id = context.IdOf(text, place, declarations);
        var known = declarations.Select(static declaration => declaration.Id).ToList();
        if (context.IsPart || known.Contains(id))
            return id;
        var isNamed = place.SourceTree?.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true) is Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax;
        if (isNamed || Suggestion.Closest(id, known) is not null)
            context.Report(Mend.Literal(place, Suggestion.Closest(id, known)), unknown, place, id, Suggestion.For(id, known));
        return id;
    }
}
