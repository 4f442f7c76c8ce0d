using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Prompt]</c> methods with their messages.</summary>
internal static class PromptReader
{
    public const string AttributeName = "Assay.PromptAttribute";

    public static EquatableArray<PromptModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var prompts = new List<PromptModel>();
        foreach (var declaration in members.Prompts)
        {
            if (declaration.Symbol is not IMethodSymbol method)
                continue;
            if (HasForm(context, method))
                prompts.Add(Read(context, members, declaration, method, items));
            else if (RefusedPrompts.Of(context, method) is { } refused)
                prompts.Add(refused);
        }

        foreach (var (member, message) in MessageReader.Strays(context))
            ReadStray(context, members, prompts, member, message);
        return prompts.ToEquatable();
    }

    private static void ReadStray(ReadingContext context, BenchmarkMembers members, List<PromptModel> prompts, ISymbol member, AttributeData message)
    {
        if (member is not IMethodSymbol method || RefusedPrompts.Of(context, method) is not { } refused)
        {
            context.Report(MessageRules.NoPrompt, message.Place(), member.Name);
            return;
        }

        prompts.Add(refused);
        var taken = new HashSet<string>(members.Prompts.Select(static prompt => prompt.Id), StringComparer.Ordinal);
        var id = FreeId.For("prompt", member.Name, taken);
        context.Report(new Mend(MendNames.Prompt, id), MessageRules.PartialWithoutPrompt, message.Place(), member.Name, id);
    }

    private static bool HasForm(ReadingContext context, IMethodSymbol method)
    {
        var declared = method.OriginalDefinition;
        if (!declared.IsPartialDefinition || declared.PartialImplementationPart is { Locations: [{ SourceTree: { } tree }, ..] } && !GeneratedFile.IsOurs(tree))
        {
            context.Report(PromptRules.NotPartial, method.Locations[0], method.Name);
            return false;
        }

        var returnsPrompt = KnownTypes.Same(method.ReturnType, context.Known.Prompt);
        var place = !returnsPrompt ? SignatureSyntax.ReturnPlace(method)
            : method.IsGenericMethod || method.Parameters.Length != 1 ? method.Locations[0]
            : method.Parameters[0] is { RefKind: not RefKind.None } or { IsParams: true } ? SignatureSyntax.TypePlace(method.Parameters[0])
            : null;
        if (place is not null)
            context.Report(returnsPrompt ? null : Mend.Type("global::Assay.Prompt"), PromptRules.Signature, place, method.Name);
        return place is null;
    }

    private static PromptModel Read(ReadingContext context, BenchmarkMembers members, Declaration declaration, IMethodSymbol method, ItemModel items)
    {
        var parameter = method.Parameters[0];
        if (items.Type is not null && !Accepts(context, parameter.Type, items.Type))
            context.Report(Mend.Type(items.Type.ToGlobal()), SliceRules.ItemType, SignatureSyntax.TypePlace(parameter), method.Name, parameter.Type.ToShort(), items.Slice, items.Type.ToShort());

        var family = declaration.Attribute.NamedText("Family");
        if (family is not null)
            IdForm.CheckFilled(context, declaration.Attribute.PlaceOf("Family"), family, "prompt family", IdForm.Marks);
        var variables = VariableReader.Read(context, declaration.Attribute);
        var scope = new TemplateScope(parameter, declaration.Id, family, variables);
        var read = MessageReader.Read(context, method, scope);
        if (read.Messages.Count == 0)
            context.Report(PromptRules.NoMessage, declaration.NamePlace, method.Name);
        VariableReader.ReportUnused(context, declaration, read.Paths);
        return new PromptModel(declaration.Id, family, SignatureOf(context, method, parameter), MemberAccess.Of(context, method), read.Messages)
        {
            FollowUps = read.FollowUps,
            Examples = ExamplesReader.Read(context, members, method, scope, read),
            Variables = variables,
            NeedsScope = read.Paths.Any(TemplateScope.IsOfSlice),
        };
    }

    private static string? SignatureOf(ReadingContext context, IMethodSymbol method, IParameterSymbol parameter)
    {
        if (!KnownTypes.Same(method.ContainingType, context.Type))
            return null;
        var syntax = (MethodDeclarationSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken);
        var modifiers = string.Join(" ", syntax.Modifiers.Select(static modifier => modifier.Text));
        return $"{modifiers} {method.ReturnType.ToGlobal()} {TypeNames.Escape(method.Name)}({parameter.Type.ToGlobal()} {TypeNames.Escape(parameter.Name)})";
    }

    private static bool Accepts(ReadingContext context, ITypeSymbol parameter, ITypeSymbol item) =>
        context.Compilation.ClassifyConversion(item, parameter) is { Exists: true, IsImplicit: true };
}
