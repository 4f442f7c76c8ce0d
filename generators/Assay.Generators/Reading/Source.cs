using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Something that a user's method can be given.</summary>
/// <param name="Role">What it is, for people: <c>the item</c>.</param>
/// <param name="Type">Its type; null where that is not known.</param>
/// <param name="Access">The expression that gives it.</param>
/// <param name="IsBoxed">Whether the expression gives an object that must be cast.</param>
internal sealed record Source(string Role, ITypeSymbol? Type, string Access, bool IsBoxed = false)
{
    public const string Item = "the item";

    public const string Parsed = "the parsed value";

    public const string Outcome = "the parse's outcome";

    public const string Prompt = "the prompt";

    public const string Request = "the request";
}
