using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Changes of attributes: others, fewer, more, and with values that nobody would write on purpose.</summary>
internal static class AttributeMutations
{
    private static readonly string[] OddValues =
    [
        "null", "\"\"", "\" \"", "\"\\0\\ud800\"", "\"{\"", "\"}\"", "\"{item\"", "\"{item.}\"", "\"{item.Question:}\"", "\"{{{item.Question}}}\"", "\"{item.Label.Length:N2}\"", "\"\"\"{a}\"\"\"",
        "-1", "0", "int.MinValue", "int.MaxValue", "double.NaN", "double.PositiveInfinity", "-0.0", "1e300", "(short)1", "1u", "'x'", "true", "default", "default(string)",
        "[]", "[null]", "[null!]", "[\"\"]", "[\"=\"]", "[\"a=\", \"=b\", \"a=b=c\"]", "[1, 2]", "new string[0]", "new[] { \"direct\", null }", "[0, double.NaN]", "new double[] { 0, 0 }", "(string[])null!", "[.. new[] { \"a\" }]",
        "typeof(int)", "typeof(void)", "typeof(List<>)", "typeof(Missing)", "typeof(Ticket)", "typeof(Triage)", "nameof(Ticket)", "nameof(Missing)", "nameof(Triage.Billing)", "\"a\" + \"b\"", "Missing.Constant", "$\"{1}\"", "1 / 0", "DayOfWeek.Friday", "new object()", "(int)1.5", "\"direct\"u8",
    ];

    public static IReadOnlyList<Func<Dice, SyntaxNode, SourceCorpus, TextChange?>> All { get; } = [Remove, Repeat, Insert, Replace, Revalue, Reargue, AddArgument, RemoveArgument, Rename];

    private static TextChange? Remove(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(root.DescendantNodes().OfType<AttributeListSyntax>()) is { } list ? new TextChange(list.Span, "") : null;

    private static TextChange? Repeat(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(root.DescendantNodes().OfType<AttributeListSyntax>()) is { } list ? new TextChange(list.Span, $"{list} {list}") : null;

    private static TextChange? Insert(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(root.DescendantNodes().Where(static node => node is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax or ParameterSyntax)) is { } node ? new TextChange(new TextSpan(node.SpanStart, 0), $"[{dice.Of(corpus.Attributes)}] ") : null;

    private static TextChange? Replace(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(root.DescendantNodes().OfType<AttributeSyntax>()) is { } attribute ? new TextChange(attribute.Span, dice.Of(corpus.Attributes)) : null;

    private static TextChange? Revalue(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(Arguments(root)) is { } argument ? new TextChange(argument.Expression.Span, dice.Of(dice.Below(2) == 0 ? OddValues : corpus.Values)) : null;

    private static TextChange? Reargue(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(Arguments(root)) is { } argument ? new TextChange(argument.Span, dice.Of(corpus.Arguments)) : null;

    private static TextChange? AddArgument(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (dice.OfAny(root.DescendantNodes().OfType<AttributeSyntax>()) is not { } attribute)
            return null;
        return attribute.ArgumentList is { } list
            ? new TextChange(new TextSpan(list.CloseParenToken.SpanStart, 0), $"{(list.Arguments.Count == 0 ? "" : ", ")}{dice.Of(corpus.Arguments)}")
            : new TextChange(new TextSpan(attribute.Span.End, 0), $"({dice.Of(corpus.Arguments)})");
    }

    private static TextChange? RemoveArgument(Dice dice, SyntaxNode root, SourceCorpus corpus)
    {
        if (dice.OfAny(Arguments(root)) is not { Parent: AttributeArgumentListSyntax list } argument)
            return null;
        var rest = list.Arguments.Where(other => other != argument).Select(static other => other.ToString());
        return new TextChange(list.Span, $"({string.Join(", ", rest)})");
    }

    private static TextChange? Rename(Dice dice, SyntaxNode root, SourceCorpus corpus) =>
        dice.OfAny(Arguments(root).Where(static argument => argument.NameEquals is not null)) is { NameEquals.Name: var name } && dice.OfAny(Arguments(root).Where(static argument => argument.NameEquals is not null)) is { NameEquals.Name: var other }
            ? new TextChange(name.Span, other.ToString())
            : null;

    private static IEnumerable<AttributeArgumentSyntax> Arguments(SyntaxNode root) => root.DescendantNodes().OfType<AttributeArgumentSyntax>();
}
