using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Engine]</c> members.</summary>
internal static class EngineReader
{
    public static EquatableArray<EngineModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var engines = new List<EngineModel>();
        foreach (var declaration in members.Engines)
        {
            var engine = declaration.Symbol switch
            {
                IPropertySymbol property => Recording(context, declaration, property, items),
                IMethodSymbol method => Function(context, declaration, method, items),
                _ => null,
            };
            if (engine is not null)
                engines.Add(engine);
        }

        return engines.ToEquatable();
    }

    private static EngineModel? Recording(ReadingContext context, Declaration declaration, IPropertySymbol property, ItemModel items)
    {
        var place = SignatureSyntax.ReturnPlace(property);
        if (property is { GetMethod: not null, IsIndexer: false } && context.Implements(property.Type, "IEngine"))
        {
            OwnId.Check(context, declaration, "IEngine", "engine");
            return new EngineModel(declaration.Id, "", IsPaid: false, IsRecording: false, ReadsPrompt: false, ReadsItem: false, new CallModel(MemberAccess.Of(context, property), false, false), ReturnForm.Value, IsText: false) { IsInstance = true, Member = TypeNames.OfMember(property) };
        }

        if (property.GetMethod is null || property.IsIndexer || !KnownTypes.Same(property.Type.OriginalDefinition, context.Known.Recording))
        {
            context.Report(EngineRules.Signature, place, property.Name, $"its type is {property.Type.ToShort()}");
            return null;
        }

        var type = ((INamedTypeSymbol)property.Type).TypeArguments[0];
        if (items.Type is not null && !KnownTypes.Same(type, items.Type))
            context.Report(SliceRules.ItemType, place, property.Name, type.ToShort(), items.Slice, items.Type.ToShort());
        var call = new CallModel(MemberAccess.Of(context, property), UsesContext: false, UsesToken: false);
        return new EngineModel(declaration.Id, "", IsPaid: false, IsRecording: true, ReadsPrompt: false, ReadsItem: false, call, ReturnForm.Value, IsText: false);
    }

    private static EngineModel? Function(ReadingContext context, Declaration declaration, IMethodSymbol method, ItemModel items)
    {
        var (form, returned) = ReturnReading.Of(context, method);
        var isText = returned.SpecialType == SpecialType.System_String;
        var isTranscript = KnownTypes.Same(returned, context.Known.Transcript);
        if (returned.NullableAnnotation == NullableAnnotation.Annotated || (!isText && !isTranscript && !KnownTypes.Same(returned, context.Known.Output)))
        {
            context.Report(EngineRules.Signature, SignatureSyntax.ReturnPlace(method), method.Name, $"it returns {returned.ToShort()}");
            return null;
        }

        var binder = new ParameterBinder(context, EngineRules.Signature, method,
        [
            new Source(Source.Item, items.Type, "request.Item.Value", IsBoxed: true),
            new Source(Source.Prompt, context.Known.Prompt, "request.Prompt"),
            new Source(Source.Request, context.Known.EngineRequest, "request"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
        ]);
        if (binder.Bind() is not { } arguments)
            return null;
        var readsAll = arguments.Any(static source => source.Role == Source.Request);
        return new EngineModel(
            declaration.Id,
            context.VersionOf(declaration),
            declaration.Attribute.NamedTruth("Paid", otherwise: false),
            IsRecording: false,
            ReadsPrompt: readsAll || arguments.Any(static source => source.Role == Source.Prompt),
            ReadsItem: readsAll || arguments.Any(static source => source.Role == Source.Item),
            binder.Call(arguments, "request"),
            form,
            isText)
        {
            IsTranscript = isTranscript,
        };
    }
}
