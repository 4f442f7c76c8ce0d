using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Takes a task from a return type.</summary>
internal static class ReturnReading
{
    public static (ReturnForm Form, ITypeSymbol Type) Of(ReadingContext context, IMethodSymbol method) => method.ReturnType switch
    {
        INamedTypeSymbol { TypeArguments: [var inner] } task when KnownTypes.Same(task.OriginalDefinition, context.Known.Task) => (ReturnForm.Task, inner),
        INamedTypeSymbol { TypeArguments: [var inner] } task when KnownTypes.Same(task.OriginalDefinition, context.Known.ValueTask) => (ReturnForm.ValueTask, inner),
        var type => (ReturnForm.Value, type),
    };

    /// <summary>Whether a value of the type can be kept.</summary>
    public static bool IsValue(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_Void
        && type.TypeKind is not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer)
        && !type.IsRefLikeType
        && !(type is INamedTypeSymbol { IsGenericType: false, Name: "Task" or "ValueTask" } task && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks");
}
