using Assay.Generators.Collections;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>
/// Prompts that are refused, and those of classes that are. They get a body that throws all the same: without one the
/// compiler says that a body is missing, which nobody can mend, and stops before it asks the analyzer, which says what can be.
/// </summary>
internal static class RefusedPrompts
{
    /// <summary>The class with such bodies alone; null where none can be written. Where a declaration is not partial, the compiler says so at that declaration.</summary>
    public static BenchmarkModel? PartOf(ReadingContext context)
    {
        if (context.Type.IsFileLocal || TypeReader.ContainersOf(context.Type).Any(static container => container.IsFileLocal))
            return null;
        var prompts = BenchmarkMembers.InSourceOrder(context.Type)
            .OfType<IMethodSymbol>()
            .Where(static method => method.GetAttributes().Any(static attribute => attribute.Is("PromptAttribute")))
            .Select(method => Of(context, method))
            .OfType<PromptModel>()
            .ToEquatable();
        return prompts.Count > 0 ? new BenchmarkModel(TypeReader.Read(context.Type), "", null, 1, IsValid: false, "", null) { Prompts = prompts } : null;
    }

    /// <summary>A prompt of which only the body is known to be missing; null where none can be written.</summary>
    public static PromptModel? Of(ReadingContext context, IMethodSymbol method)
    {
        var isMissing = method is { IsPartialDefinition: true, IsGenericMethod: false, RefKind: RefKind.None } && KnownTypes.Same(method.ContainingType, context.Type)
            && (method.PartialImplementationPart is not { Locations: [{ SourceTree: { } tree }, ..] } || GeneratedFile.IsOurs(tree));
        return isMissing && method.DeclaringSyntaxReferences is [{ } reference, ..] && reference.GetSyntax(context.CancellationToken) is MethodDeclarationSyntax syntax
            ? new PromptModel("", null, SignatureOf(method, syntax), "", EquatableArray<MessageModel>.Empty) { IsRefused = true }
            : null;
    }

    private static string SignatureOf(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var modifiers = string.Join(" ", syntax.Modifiers.Select(static modifier => modifier.Text));
        var parameters = method.Parameters.Select((parameter, i) =>
            string.Concat(syntax.ParameterList.Parameters[i].Modifiers.Where(static modifier => modifier.ValueText != "this").Select(static modifier => modifier.Text + " "))
            + $"{parameter.Type.ToGlobal()} {TypeNames.Escape(parameter.Name)}");
        return $"{modifiers} {(method.ReturnsVoid ? "void" : method.ReturnType.ToGlobal())} {TypeNames.Escape(method.Name)}({string.Join(", ", parameters)})";
    }
}
