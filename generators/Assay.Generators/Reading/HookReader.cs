using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads hooks: <c>[Hook]</c> properties, and methods at points.</summary>
internal static class HookReader
{
    public static EquatableArray<HookModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var hooks = new List<HookModel>();
        foreach (var declaration in members.Hooks)
        {
            if (HookPoint.Of(declaration.Attribute) is not { } point)
            {
                if (Instance(context, declaration) is { } instance)
                    hooks.Add(instance);
                continue;
            }

            if (declaration.Symbol is not IMethodSymbol method || Step(context, point, method, items) is not { } step)
                continue;
            var version = context.VersionOf(declaration);
            var same = hooks.FindIndex(hook => hook.Instance is null && hook.Id == declaration.Id);
            if (same < 0)
                hooks.Add(new HookModel(declaration.Id, version, Instance: null, new[] { step }.ToEquatable()));
            else
                hooks[same] = hooks[same] with { Version = $"{hooks[same].Version}+{version}", Steps = hooks[same].Steps.Append(step).ToEquatable() };
        }

        return hooks.ToEquatable();
    }

    private static HookModel? Instance(ReadingContext context, Declaration declaration)
    {
        if (declaration.Symbol is IPropertySymbol { GetMethod: not null, IsIndexer: false } property && context.Implements(property.Type, "IHook"))
        {
            OwnId.Check(context, declaration, "IHook", "hook");
            return new HookModel(declaration.Id, "", MemberAccess.Of(context, property), EquatableArray<HookStepModel>.Empty) { Member = TypeNames.OfMember(property) };
        }

        var type = declaration.Symbol is IPropertySymbol other ? other.Type.ToShort() : "a method's";
        context.Report(HookRules.Signature, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name, $"its type is {type}, and no IHook");
        return null;
    }

    private static HookStepModel? Step(ReadingContext context, HookPoint point, IMethodSymbol method, ItemModel items)
    {
        var (form, returned) = ReturnReading.Of(context, method);
        var isBareTask = returned is INamedTypeSymbol { IsGenericType: false, Name: "Task" or "ValueTask" } task && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";
        var effect = point.Effects.FirstOrDefault(candidate => KnownTypes.Same(TypeOf(context, candidate.Type), returned)).Effect;
        if ((effect is null || returned.NullableAnnotation == NullableAnnotation.Annotated) && !isBareTask && !method.ReturnsVoid)
        {
            if (returned.TypeKind != TypeKind.Error)
                context.Report(HookRules.Signature, SignatureSyntax.ReturnPlace(method), method.Name, $"it returns {returned.ToShort()}");
            return null;
        }

        List<Source> sources =
        [
            new Source(Source.Item, items.Type, point.Item, IsBoxed: true),
            .. point.Sources.Select(source => new Source(source.Role, TypeOf(context, source.Type), source.Access)),
            new Source("what the hook sees", context.Known.Contract(point.Context), "context"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
        ];
        var binder = new ParameterBinder(context, HookRules.Signature, method, sources);
        return binder.Bind() is { } arguments ? new HookStepModel(point.Name, binder.Call(arguments, "context"), isBareTask || form != ReturnForm.Value, effect) : null;
    }

    private static ITypeSymbol? TypeOf(ReadingContext context, string name) => name switch
    {
        "" => context.Known.String,
        "double" => context.Compilation.GetSpecialType(SpecialType.System_Double),
        _ => context.Compilation.GetTypeByMetadataName($"Assay.{name}"),
    };
}
