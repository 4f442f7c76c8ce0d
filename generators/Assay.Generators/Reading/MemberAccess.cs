using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>How generated code names a member of the class.</summary>
internal static class MemberAccess
{
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal) { "context", "request", "item", "cancellationToken", "_", "nameof" };

    /// <summary>The simple name, qualified where it is another class's or a parameter or local of the generated code would hide it.</summary>
    public static string Of(ReadingContext context, ISymbol member)
    {
        var name = TypeNames.Escape(member.Name);
        if (!KnownTypes.Same(member.ContainingType, context.Type))
            return $"{member.ContainingType.ToGlobal()}.{name}";
        return Taken.Contains(member.Name) || member.Name.StartsWith("dataset", StringComparison.Ordinal) || member.Name.StartsWith("examples", StringComparison.Ordinal) ? $"{context.Type.ToGlobal()}.{name}" : name;
    }
}
