using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Slice]</c> members.</summary>
internal static class SliceReader
{
    public static EquatableArray<SliceModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var slices = new List<SliceModel>();
        foreach (var declaration in members.Slices)
        {
            if (ItemTypeOf(context, declaration.Symbol) is not { } type)
                context.Report(SliceRules.Signature, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name);
            else if (!KnownTypes.Same(type, items.Type))
                context.Report(SliceRules.ItemType, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name, type.ToShort(), items.Slice, items.Type?.ToShort());
            slices.Add(Read(context, members, declaration));
        }

        return slices.ToEquatable();
    }

    /// <summary>The type of the items that a member gives; null where it is no slice's member.</summary>
    public static ITypeSymbol? ItemTypeOf(ReadingContext context, ISymbol member)
    {
        var type = member switch
        {
            IPropertySymbol { GetMethod: not null, IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false } property => property.Type,
            IMethodSymbol { Parameters.IsEmpty: true, IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false } method => method.ReturnType,
            _ => null,
        };
        if (type is null || type.SpecialType == SpecialType.System_String)
            return null;
        if (DatasetOf(context, type) is { } dataset)
            return Usable(dataset.TypeArguments[0]);
        return Sequences(context, type).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToList() is [var sequence] ? Usable(sequence.TypeArguments[0]) : null;
    }

    private static ITypeSymbol? Usable(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer || type.IsRefLikeType || type is INamedTypeSymbol { IsFileLocal: true } or INamedTypeSymbol { IsAnonymousType: true } ? null : type;

    private static SliceModel Read(ReadingContext context, BenchmarkMembers members, Declaration declaration)
    {
        var attribute = declaration.Attribute;
        var member = declaration.Symbol;
        var type = member is IPropertySymbol property ? property.Type : ((IMethodSymbol)member).ReturnType;
        return new SliceModel(
            declaration.Id,
            member.Name,
            MemberAccess.Of(context, member) + (member is IMethodSymbol ? "()" : ""),
            DatasetOf(context, type) is not null,
            Known(context, attribute, "Prompts", members.Prompts.Select(static prompt => prompt.Id), SliceRules.UnknownPrompt),
            Known(context, attribute, "Families", members.Prompts.Select(static prompt => prompt.Attribute.NamedText("Family")).OfType<string>(), SliceRules.UnknownFamily),
            Known(context, attribute, "Scores", members.Scores.Select(static score => score.Id), SliceRules.UnknownScore),
            Pairs.Read(context, attribute, "Dimensions", SliceRules.MalformedDimension));
    }

    private static EquatableArray<string> Known(ReadingContext context, AttributeData attribute, string name, IEnumerable<string> ids, DiagnosticDescriptor unknown)
    {
        var texts = attribute.NamedTexts(name);
        var known = ids.ToList();
        foreach (var (text, place) in texts)
        {
            if (!known.Contains(text))
                context.Report(Mend.Literal(place, Suggestion.Closest(text, known)), unknown, place, text, Suggestion.For(text, known));
        }

        return texts.Select(static text => text.Text).ToEquatable();
    }

    private static INamedTypeSymbol? DatasetOf(ReadingContext context, ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (KnownTypes.Same(current.OriginalDefinition, context.Known.Dataset))
                return current;
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Sequences(ReadingContext context, ITypeSymbol type) =>
        (type is INamedTypeSymbol self ? type.AllInterfaces.Add(self) : type.AllInterfaces).Where(face =>
            face.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            || KnownTypes.Same(face.OriginalDefinition, context.Known.AsyncEnumerable));
}
