using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Slice]</c> members.</summary>
internal static class SliceReader
{
    /// <param name="context">The class.</param>
    /// <param name="members">Its members.</param>
    /// <param name="items">The item's type.</param>
    /// <param name="places">Where each slice is declared.</param>
    public static EquatableArray<SliceModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items, out IReadOnlyList<Location> places)
    {
        var slices = new List<SliceModel>();
        var found = new List<Location>();
        var names = new TestNames(members.Slices.Where(static slice => !CaseReader.HasCases(slice.Symbol)).Select(static slice => slice.Symbol.Name));
        foreach (var declaration in members.Slices)
        {
            if (ItemTypeOf(context, declaration.Symbol) is not { } type)
                context.Report(SliceRules.Signature, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name);
            else if (!KnownTypes.Same(type, items.Type))
                context.Report(SliceRules.ItemType, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name, type.ToShort(), items.Slice, items.Type?.ToShort());

            var slice = Read(context, members, declaration, items);
            if (!CaseReader.HasCases(declaration.Symbol))
            {
                slices.Add(slice);
                found.Add(declaration.NamePlace);
                continue;
            }

            foreach (var one in CasesOf(context, declaration))
            {
                var given = Given(slice, one, names);
                if (!CaseReader.UnknownIn(declaration.Id, declaration.Symbol).Any())
                    IdForm.CheckFilled(context, one.Place, given.Id, "slice id", IdForm.Marks);
                foreach (var value in one.Values)
                    CheckDimension(context, value.Key, value.Value, one.Place);
                if (slices.Exists(other => other.Id == given.Id))
                    context.Report(SliceRules.Duplicate, one.Place, given.Id);
                slices.Add(given);
                found.Add(one.Place);
            }
        }

        places = found;
        return slices.ToEquatable();
    }

    /// <summary>The type of the items that a member gives; null where it is no slice's member.</summary>
    public static ITypeSymbol? ItemTypeOf(ReadingContext context, ISymbol member)
    {
        var type = member switch
        {
            IPropertySymbol { GetMethod: not null, IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false } property => property.Type,
            IMethodSymbol { IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false } method when CanBeCalled(method) => method.ReturnType,
            _ => null,
        };
        if (type is null || type.SpecialType == SpecialType.System_String)
            return null;
        if (DatasetOf(context, type) is { } dataset)
            return Usable(dataset.TypeArguments[0]);
        return Sequences(context, type).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToList() is [var sequence] ? Usable(sequence.TypeArguments[0]) : null;
    }

    /// <summary>Whether a member gives a data set, not a sequence.</summary>
    public static bool IsDataset(ReadingContext context, ISymbol member) =>
        DatasetOf(context, member is IPropertySymbol property ? property.Type : ((IMethodSymbol)member).ReturnType) is not null;

    private static ITypeSymbol? Usable(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer || type.IsRefLikeType || type is INamedTypeSymbol { IsFileLocal: true } or INamedTypeSymbol { IsAnonymousType: true } ? null : type;

    private static bool CanBeCalled(IMethodSymbol method) =>
        method.Parameters.IsEmpty || (CaseReader.HasCases(method) && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None));

    private static SliceModel Read(ReadingContext context, BenchmarkMembers members, Declaration declaration, ItemModel items)
    {
        var attribute = declaration.Attribute;
        var member = declaration.Symbol;
        var type = member is IPropertySymbol property ? property.Type : ((IMethodSymbol)member).ReturnType;
        return new SliceModel(
            declaration.Id,
            member.Name,
            MemberAccess.Of(context, member) + (member is IMethodSymbol ? "()" : ""),
            DatasetOf(context, type) is not null,
            Known(context, attribute, "Prompts", members.Prompts, SliceRules.UnknownPrompt),
            Known(context, members.Prompts.Select(static prompt => prompt.Attribute.NamedText("Family")).OfType<string>(), SliceRules.UnknownFamily, attribute.NamedTexts("Families")),
            Known(context, attribute, "Scores", members.Scores, SliceRules.UnknownScore),
            Pairs.Read(context, attribute, "Dimensions", SliceRules.MalformedDimension, (key, value, place) => CheckDimension(context, key, value, place)))
        {
            Samples = SampleReader.Read(context, attribute),
            Query = QueryReader.Read(context, attribute, items),
            Tools = Ids(context, "tool id", [.. attribute.NamedTexts("Tools").Select(tool => (OpenReferences.Read(context, tool.Text, tool.Place, members.Tools, ToolRules.Unknown), tool.Place))]),
            McpServers = Ids(context, "MCP server id", [.. attribute.NamedTexts("McpServers").Select(server => (OpenReferences.Read(context, server.Text, server.Place, members.McpServers, ToolRules.UnknownServer), server.Place))]),
            Cluster = QueryReader.Field(context, attribute, "Cluster", items),
        };
    }

    private static void CheckDimension(ReadingContext context, string key, string value, Location place)
    {
        IdForm.Check(context, place, key, "dimension", IdForm.Marks);
        IdForm.CheckText(context, place, value, "dimension's value");
    }

    private static EquatableArray<string> Ids(ReadingContext context, string kind, IReadOnlyList<(string Id, Location Place)> ids)
    {
        foreach (var (id, place) in ids)
            IdForm.CheckFilled(context, place, id, kind, IdForm.Marks);
        return QueryReader.Distinct(context, ids);
    }

    private static IReadOnlyList<SliceCase> CasesOf(ReadingContext context, Declaration declaration)
    {
        foreach (var name in CaseReader.UnknownIn(declaration.Id, declaration.Symbol))
        {
            var parameters = (declaration.Symbol as IMethodSymbol)?.Parameters.Select(static parameter => parameter.Name) ?? [];
            context.Report(QueryRules.UnknownParameter, declaration.IdPlace, declaration.Symbol.Name, name, Suggestion.For(name, parameters));
        }

        return CaseReader.Read(context, declaration.Symbol);
    }

    private static SliceModel Given(SliceModel slice, SliceCase one, TestNames names)
    {
        var dimensions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in one.Values.Concat(slice.Dimensions))
            dimensions[pair.Key] = one.Fill(pair.Value);
        return slice with
        {
            Id = one.Fill(slice.Id),
            Member = names.For(slice.Member, one.Values.Select(static value => value.Value)),
            Access = $"{slice.Access.Substring(0, slice.Access.Length - 1)}{one.Arguments})",
            Dimensions = dimensions.Select(static pair => new PairModel(pair.Key, pair.Value)).ToEquatable(),
            Query = slice.Query is null ? null : slice.Query with { Where = slice.Query.Where.Select(pair => new PairModel(pair.Key, one.Fill(pair.Value))).ToEquatable() },
        };
    }

    private static EquatableArray<string> Known(ReadingContext context, AttributeData attribute, string name, IReadOnlyList<Declaration> declarations, DiagnosticDescriptor unknown) => Known(
        context,
        declarations.Select(static declaration => declaration.Id),
        unknown,
        [.. attribute.NamedTexts(name).Select(text => (context.IdOf(text.Text, text.Place, declarations), text.Place))]);

    private static EquatableArray<string> Known(ReadingContext context, IEnumerable<string> ids, DiagnosticDescriptor unknown, IReadOnlyList<(string Text, Location Place)> texts)
    {
        var known = ids.ToList();
        foreach (var (text, place) in texts)
        {
            if (!known.Contains(text))
                context.Report(Mend.Literal(place, Suggestion.Closest(text, known)), unknown, place, text, Suggestion.For(text, known));
        }

        return QueryReader.Distinct(context, texts);
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
