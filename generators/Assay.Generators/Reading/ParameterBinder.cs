using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Reading;

/// <summary>
/// Gives each parameter of a user's method the one source that fits its type: a source of the very type first, then
/// one that converts implicitly.
/// </summary>
internal sealed class ParameterBinder(ReadingContext context, DiagnosticDescriptor signature, IMethodSymbol method, IReadOnlyList<Source> sources)
{
    private readonly Source?[] bound = new Source?[method.Parameters.Length];

    /// <summary>Binds all parameters; null after reporting why it cannot.</summary>
    /// <param name="unbound">Reports a parameter that nothing fits in the caller's way; returns whether it did.</param>
    public Source[]? Bind(Func<IParameterSymbol, IReadOnlyList<Source>, bool>? unbound = null)
    {
        if (method.IsGenericMethod)
            return Refuse(method.Locations[0], "it must not be generic");
        if (method.Parameters.FirstOrDefault(static parameter => parameter.RefKind is not (RefKind.None or RefKind.In)) is { } byReference)
            return Refuse(SignatureSyntax.TypePlace(byReference), $"'{byReference.Name}' must be passed by value");
        if (!BindAll(static (source, parameter) => KnownTypes.Same(source.Type, parameter.Type)) || !BindAll(Converts))
            return null;

        for (var i = 0; i < bound.Length; i++)
        {
            if (bound[i] is not null)
                continue;
            var parameter = method.Parameters[i];
            if (sources.Any(static source => source.Type is null) || parameter.Type.TypeKind == TypeKind.Error || unbound?.Invoke(parameter, bound.OfType<Source>().ToList()) == true)
                return null;
            return Refuse(SignatureSyntax.TypePlace(parameter), $"nothing of type {parameter.Type.ToShort()} is there for '{parameter.Name}'");
        }

        return bound.OfType<Source>().ToArray();
    }

    /// <summary>The call with its arguments, casts included.</summary>
    public CallModel Call(Source[] arguments, string contextName)
    {
        var texts = arguments.Select((source, i) => Argument(source, method.Parameters[i].Type));
        return new CallModel(
            $"{MemberAccess.Of(context, method)}({string.Join(", ", texts)})",
            arguments.Any(source => source.Access.StartsWith(contextName, StringComparison.Ordinal)),
            arguments.Any(static source => source.Access == "cancellationToken"));
    }

    private bool BindAll(Func<Source, IParameterSymbol, bool> fits)
    {
        var free = sources.Where(source => !bound.Contains(source)).ToList();
        for (var i = 0; i < bound.Length; i++)
        {
            if (bound[i] is not null)
                continue;
            var parameter = method.Parameters[i];
            var matches = free.Where(source => source.Type is not null && fits(source, parameter)).ToList();
            if (matches.Count > 1)
            {
                context.Report(ScoreRules.Ambiguous, SignatureSyntax.TypePlace(parameter), parameter.Name, parameter.Type.ToShort(), matches[0].Role, matches[1].Role);
                return false;
            }

            if (matches.Count == 0)
                continue;
            if (bound.Contains(matches[0]))
            {
                Refuse(SignatureSyntax.TypePlace(parameter), $"'{parameter.Name}' is {matches[0].Role} a second time");
                return false;
            }

            bound[i] = matches[0];
        }

        return true;
    }

    private bool Converts(Source source, IParameterSymbol parameter) =>
        parameter.Type.TypeKind != TypeKind.Error && context.Compilation.ClassifyConversion(source.Type!, parameter.Type) is { Exists: true, IsImplicit: true };

    private string Argument(Source source, ITypeSymbol parameter)
    {
        if (!source.IsBoxed)
            return source.Access;
        var conversion = context.Compilation.ClassifyConversion(source.Type!, parameter);
        var cast = conversion.IsIdentity || conversion.IsReference ? parameter : source.Type!;
        var mayBeNull = cast.NullableAnnotation == NullableAnnotation.Annotated || cast.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return source.Role == Source.Parsed && !mayBeNull ? $"({cast.ToGlobal()}){source.Access}!" : $"({cast.ToGlobal()}){source.Access}";
    }

    private Source[]? Refuse(Location place, string reason)
    {
        context.Report(signature, place, method.Name, reason);
        return null;
    }
}
