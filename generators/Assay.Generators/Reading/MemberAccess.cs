using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>How generated code names a member of the class.</summary>
internal static class MemberAccess
{
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal) { "context", "request", "item", "cancellationToken", "_", "nameof" };

    /// <summary>The simple name, qualified where a parameter or local of the generated code would hide it.</summary>
    public static string Of(ReadingContext context, ISymbol member)
    {
        var name = TypeNames.Escape(member.Name);
        return Taken.Contains(member.Name) || member.Name.StartsWith("dataset", StringComparison.Ordinal) ? $"{context.Type.ToGlobal()}.{name}" : name;
    }
}
