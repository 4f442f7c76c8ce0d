using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Finds where a method waits for a task with its thread: <c>Result</c>, <c>Wait</c> and <c>GetAwaiter().GetResult()</c>.</summary>
internal static class BlockingCalls
{
    public static void Report(ReadingContext context, IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var access in reference.GetSyntax(context.CancellationToken).DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(MayBlock))
            {
                var symbol = context.Compilation.GetSemanticModel(access.SyntaxTree).GetSymbolInfo(access, context.CancellationToken).Symbol;
                if (symbol is { ContainingType: { } type } && IsOfTasks(type))
                    context.Report(ScoreRules.Blocks, access.Name.GetLocation(), method.Name, access.Name.Identifier.ValueText);
            }
        }
    }

    private static bool MayBlock(MemberAccessExpressionSyntax access) =>
        access.IsKind(SyntaxKind.SimpleMemberAccessExpression) && access.Name.Identifier.ValueText is "Result" or "Wait" or "WaitAll" or "WaitAny" or "GetResult";

    /// <summary>Tasks, and the awaiters that they give; <c>WaitAsync</c> and the like do not block.</summary>
    private static bool IsOfTasks(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() switch
    {
        "System.Threading.Tasks" => type.Name is "Task" or "ValueTask",
        "System.Runtime.CompilerServices" => type.Name is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter",
        _ => false,
    };
}
