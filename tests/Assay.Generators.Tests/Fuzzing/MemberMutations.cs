using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Changes of members and types: others, fewer, twice, of another form, of other types, elsewhere.</summary>
internal static class MemberMutations
{
    private static readonly string[] Modifiers =
    [
        "static", "partial", "private", "internal", "public", "protected", "private protected", "async", "unsafe", "abstract", "virtual", "override", "sealed", "readonly", "ref", "extern", "new", "file", "required", "const",
    ];

    private static readonly string[] OddTypes =
    [
        "void", "dynamic", "object", "object?", "string", "string?", "int", "int?", "int*", "double", "decimal", "nint", "T", "T?", "Missing", "Span<int>", "ReadOnlySpan<char>", "List<>", "IEnumerable<dynamic>", "IEnumerable<Ticket?>", "IEnumerable<int*[]>",
        "IAsyncEnumerable<(int A, string? B)>", "(Ticket Item, int)", "(int, int)?", "Ticket[,]", "Ticket[]?", "Dataset<Ticket[]>", "Dataset<string?>", "Dataset<Dataset<Ticket>>", "Task", "Task<Task<double>>", "ValueTask<Parsed<string?>>", "Task<string?>", "Parsed<object?>",
        "Parsed<dynamic>", "Parsed<int?>", "Parsed<(char, int)>", "Parsed<Ticket>?", "Output", "Output?", "Prompt", "Prompt?", "Message", "CancellationToken", "CancellationToken?", "System.Text.Json.JsonElement", "System.Text.Json.JsonElement?", "Assay.Contracts.MetricResult", "Assay.Contracts.MetricResult?",
        "Assay.Contracts.EngineRequest", "Assay.Contracts.Extraction", "Recording<Ticket>", "Recording<string>", "Func<Ticket, double>", "delegate*<int, void>", "ref int", "ref readonly Ticket", "IEnumerable<string>", "Dictionary<string, Ticket>", "DayOfWeek", "DayOfWeek?", "TypedReference", "Enum", "global::Samples.Ticket", "System.Nullable<System.Nullable<int>>", "var",
    ];

    private static readonly string[] Keywords = ["class", "struct", "record", "record struct", "interface", "enum", "ref struct", "readonly struct", "static class", "abstract class", "file class"];

    private static readonly string[] Wraps =
    [
        "public partial class Outer {{ {0} }}", "public class Outer {{ {0} }}", "public partial class Outer<T> {{ {0} }}", "partial interface IOuter {{ {0} }}", "partial struct Outer {{ {0} }}", "{0} {0}", "#nullable disable\n{0}\n", "#nullable enable annotations\n{0}\n", "/* {0}", "#if DEBUG\n{0}\n#endif\n", "#line hidden\n{0}\n", "#line 1 \"a\\b\"\n{0}\n", "unsafe {0}", "#pragma warning disable\n{0}\n", "[Obsolete(\"old\")] {0}", "[Obsolete(\"old\", true)] {0}", "[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] {0}",
    ];

    private static readonly string[] Names =
    [
        "All", "@class", "@await", "item", "context", "request", "dataset1", "CreateBenchmark", "AssayPlaces", "System", "Assay", "Task", "String", "global", "_", "__", "ToString", "Equals", "GetType", "MemberwiseClone", "Finalize", "Triage", "Ticket", "Prompt", "Output", "T", "Ärger", "value", "field", "record", "nameof", "cancellationToken", "messages", "handler", "text",
    ];

    public static IReadOnlyList<Func<Dice, SyntaxNode, SourceCorpus, TextChange?>> All { get; } =
        [Remove, Repeat, Insert, AddModifier, RemoveModifier, Retype, Retype, AddParameter, RemoveParameter, MakeGeneric, Rekind, Wrap, Rename, Base];

    private static TextChange? Remove(Dice dice, SyntaxNode root, SourceCorpus corpus) => Member(dice, root) is { } member ? new TextChange(member.Span, "") : null;

    private static TextChange? Repeat(Dice dice, SyntaxNode root, SourceCorpus corpus) => Member(dice, root) is { } member ? new TextChange(member.Span, $"{member} {member}") : null;

    private static TextChange? Insert(Dice dice, SyntaxNode root, SourceCorpus corpus) => Member(dice, root) is { } member ? new TextChange(new TextSpan(member.SpanStart, 0), $"{dice.Of(corpus.Members)} ") : null;

    private static TextChange? AddModifier(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (Member(dice, root) is not { } member)
            return null;
        var place = member.Modifiers.Count > 0 ? member.Modifiers[dice.Below(member.Modifiers.Count)].SpanStart : TypeOf(member)?.SpanStart ?? member.SpanStart;
        return new TextChange(new TextSpan(place, 0), dice.Of(Modifiers) + " ");
    }

    private static TextChange? RemoveModifier(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        Member(dice, root) is { Modifiers: { Count: > 0 } modifiers } ? new TextChange(modifiers[dice.Below(modifiers.Count)].Span, "") : null;

    private static TextChange? Retype(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        var types = root.DescendantNodes().OfType<TypeSyntax>().Where(static type => type.Parent is MethodDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax);
        return dice.OfAny(types) is { } type ? new TextChange(type.Span, dice.Of(dice.Below(2) == 0 ? OddTypes : corpus.Types)) : null;
    }

    private static TextChange? AddParameter(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (dice.OfAny(root.DescendantNodes().OfType<ParameterListSyntax>()) is not { } list)
            return null;
        var added = dice.Below(2) == 0 ? dice.Of(corpus.Parameters) : $"{dice.Of(["", "", "ref ", "out ", "in ", "params ", "this ", "scoped ", "ref readonly "])}{dice.Of(OddTypes)} p{list.Parameters.Count}{dice.Of(["", "", " = default", " = null", " = 1"])}";
        return new TextChange(new TextSpan(list.OpenParenToken.Span.End, 0), $"{added}{(list.Parameters.Count == 0 ? "" : ", ")}");
    }

    private static TextChange? RemoveParameter(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (dice.OfAny(root.DescendantNodes().OfType<ParameterSyntax>()) is not { Parent: ParameterListSyntax list } parameter)
            return null;
        return new TextChange(list.Span, $"({string.Join(", ", list.Parameters.Where(other => other != parameter).Select(static other => other.ToString()))})");
    }

    private static TextChange? MakeGeneric(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        NameOf(Member(dice, root)) is { } name ? new TextChange(new TextSpan(name.Span.End, 0), dice.Of(["<T>", "<T, TOther>", "<@class>", "<in T>", "<Ticket>"])) : null;

    private static TextChange? Rekind(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(root.DescendantNodes().OfType<TypeDeclarationSyntax>()) is { } type ? new TextChange(type.Keyword.Span, dice.Of(Keywords)) : null;

    private static TextChange? Wrap(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        Member(dice, root) is { } member ? new TextChange(member.Span, "\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, dice.Of(Wraps), member)) : null;

    private static TextChange? Rename(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        var names = root.DescendantNodes().Select(static node => NameOf(node)).Where(static name => name is not null).ToList();
        return names.Count == 0 ? null : new TextChange(dice.Of(names)!.Value.Span, dice.Of(Names));
    }

    private static TextChange? Base(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        var types = root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type => type.BaseList is null);
        return dice.OfAny(types) is { } type ? new TextChange(new TextSpan(type.TypeParameterList?.Span.End ?? type.Identifier.Span.End, 0), $" : {dice.Of(["Missing", "Shared", "Ticket", "Triage", "object", "List<int>", "System.IDisposable", "System.Attribute", "Exception"])} ") : null;
    }

    private static MemberDeclarationSyntax? Member(Dice dice, SyntaxNode root) =>
        dice.OfAny(root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(static member => member is not BaseNamespaceDeclarationSyntax));

    private static TypeSyntax? TypeOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    };

    private static SyntaxToken? NameOf(SyntaxNode? member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        TypeDeclarationSyntax type => type.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        _ => null,
    };
}
