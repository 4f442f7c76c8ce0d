using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Templates;

/// <summary>Guesses which placeholder was meant by one that cannot be resolved.</summary>
internal sealed class PlaceholderMend(ReadingContext context, TemplateScope scope)
{
    private readonly PlaceholderResolver resolver = new(context, scope);

    /// <summary>The inside of a placeholder that resolves and differs only in spaces, spelling, a missing <c>item</c> or an impossible format; null where there is none.</summary>
    public string? Of(string inside)
    {
        var colon = inside.IndexOf(':', inside.LastIndexOf(']') + 1);
        var path = colon < 0 ? inside : inside.Substring(0, colon);
        if (Respelt([.. PathSegment.SplitAtDots(path).Select(static segment => segment.Trim())]) is not { } respelt)
            return null;
        string[] candidates = colon < 0 ? [respelt] : [respelt + inside.Substring(colon).TrimEnd(), respelt];
        return Array.Find(candidates, candidate => candidate != inside && resolver.Resolve(candidate).IsResolved);
    }

    private string? Respelt(List<string> segments)
    {
        if (segments is ["prompt", _, ..])
            return Suggestion.Closest(TemplateScope.KeyOf(string.Join(".", segments.Skip(1))), scope.Names) is { } variable ? $"prompt.{variable}" : null;
        var parameter = scope.Item;
        if (segments[0] == parameter.Name || Suggestion.Closest(segments[0], ["item"]) is not null)
            segments[0] = "item";
        else
            segments.Insert(0, "item");

        var type = parameter.Type;
        for (var i = 1; i < segments.Count && !KnownTypes.Same(type, context.Known.JsonElement); i++)
        {
            if (PathSegment.Of(segments[i]) is not { } segment)
                return null;
            var written = segment.Name;
            var members = resolver.MembersOf(type).ToList();
            var name = members.Exists(member => member.Name == written) ? written : Suggestion.Closest(written, members.Select(static member => member.Name));
            if (name is null)
                return null;
            segments[i] = name + segment.Suffix;
            type = Members.TypeOf(members.First(member => member.Name == name));
            foreach (var key in segment.Keys)
            {
                if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
                    type = value;
                if (Positions.Of(context, type, key, isConditional: false) is not { } element)
                    return null;
                type = element.Type;
            }

            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
                type = inner;
        }

        return string.Join(".", segments);
    }
}
