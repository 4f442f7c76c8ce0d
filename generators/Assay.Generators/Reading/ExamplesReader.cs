using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads the <c>[Examples]</c> of a prompt.</summary>
internal static class ExamplesReader
{
    public const string AttributeName = "ExamplesAttribute";

    /// <summary>The examples; null for none, or where they cannot be read.</summary>
    /// <param name="context">The class.</param>
    /// <param name="members">Its members.</param>
    /// <param name="method">The prompt's method.</param>
    /// <param name="scope">What its templates may name.</param>
    /// <param name="messages">The prompt's messages.</param>
    public static ExamplesModel? Read(ReadingContext context, BenchmarkMembers members, IMethodSymbol method, TemplateScope scope, PromptMessages messages)
    {
        var attribute = method.GetAttributes().FirstOrDefault(static candidate => candidate.Is(AttributeName));
        if (attribute?.ConstructorArguments is not [{ Value: string source }, { Value: string answer }])
            return null;
        var type = scope.Item.Type;
        var items = new ItemModel(type, scope.Prompt, null);
        var query = QueryReader.Read(context, attribute, items);
        var asked = Messages(context, attribute, method, scope, messages, answer);
        var place = attribute.PlaceOf(null);
        var member = context.MemberOf(source, place, members.Slices);
        if (member is null || ProblemOf(context, member) is { } problem)
        {
            if (member is not null || !context.IsPart)
                context.Report(MessageRules.ExampleSource, place, source, member is null ? "is no member of this class" : "gives no items");
            return null;
        }

        var given = SliceReader.ItemTypeOf(context, member)!;
        if (!KnownTypes.Same(given, type))
        {
            context.Report(MessageRules.ExampleType, place, member.Name, given.ToShort(), type.ToShort());
            return null;
        }

        return new ExamplesModel(
            MemberAccess.Of(context, member) + (member is IMethodSymbol ? "()" : ""),
            SliceReader.IsDataset(context, member),
            given.ToGlobal(),
            ItemReader.IdOf(context, given),
            query,
            asked);
    }

    private static string? ProblemOf(ReadingContext context, ISymbol member) =>
        !member.IsStatic || member is IMethodSymbol { Parameters.IsEmpty: false } || SliceReader.ItemTypeOf(context, member) is null || !context.Compilation.IsSymbolAccessibleWithin(member, context.Type)
            ? "gives no items"
            : null;

    private static EquatableArray<MessageModel> Messages(ReadingContext context, AttributeData attribute, IMethodSymbol method, TemplateScope scope, PromptMessages messages, string answer)
    {
        var isOwn = KnownTypes.Same(method.ContainingType, context.Type);
        var answered = new Template(answer, attribute.PositionalSyntax(1), attribute.PositionalSyntax(1)?.GetLocation() ?? attribute.Place());
        Check(answered);
        var reply = new MessageModel("Assistant", LineEndings.Normalise(answer), "", EquatableArray<PairModel>.Empty);
        if (attribute.NamedText("Question") is { } question)
        {
            Check(new Template(question, attribute.ArgumentSyntax("Question"), attribute.PlaceOf("Question")));
            return new[] { new MessageModel("User", LineEndings.Normalise(question), "", EquatableArray<PairModel>.Empty), reply }.ToEquatable();
        }

        if (messages.Messages.LastOrDefault(static message => message.Role == "User") is not { } last)
        {
            context.Report(MessageRules.ExampleQuestion, attribute.Place(), method.Name);
            return new[] { reply }.ToEquatable();
        }

        return new[] { last with { Expression = "" }, reply }.ToEquatable();

        void Check(Template template)
        {
            if (string.IsNullOrWhiteSpace(template.Text))
                context.Report(MessageRules.Empty, template.Place);
            else if (isOwn)
                new TemplateCompiler(context, template, scope).Compile();
        }
    }
}
