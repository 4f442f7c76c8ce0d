using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads what is special about <c>[SliceScore]</c> methods: what they are called with.</summary>
internal static class SliceScoreReader
{
    public const string AttributeName = "SliceScoreAttribute";

    private const string Answers = "the answers";

    /// <summary>Whether a score looks at the whole slice.</summary>
    public static bool Is(Declaration declaration) => declaration.Attribute.Is(AttributeName);

    /// <summary>The call over <c>context</c> and <c>cancellationToken</c>; null where it is not possible.</summary>
    /// <param name="context">The class.</param>
    /// <param name="method">The method.</param>
    /// <param name="items">The item's type.</param>
    /// <param name="hasParse">Whether the score names a parse.</param>
    /// <param name="parsed">What the parse gives; null where that is not known.</param>
    public static CallModel? Call(ReadingContext context, IMethodSymbol method, ItemModel items, bool hasParse, ITypeSymbol? parsed)
    {
        var known = context.Known;
        var answered = (items.Type, parsed) switch
        {
            ({ } item, _) when !hasParse => known.Answered?.Construct(item),
            ({ } item, { } value) => known.AnsweredParsed?.Construct(item, value),
            _ => null,
        };
        var access = hasParse ? $"context.AnswersAs<{items.Name}, {parsed?.ToGlobal()}>()" : $"context.AnswersAs<{items.Name}>()";
        var binder = new ParameterBinder(context, ScoreRules.SliceSignature, method,
        [
            new Source(Answers, answered is null ? null : known.ReadOnlyList?.Construct(answered), access),
            new Source("the token", known.CancellationToken, "cancellationToken"),
        ]);
        if (binder.Bind() is not { } arguments)
            return null;
        if (arguments.Any(static source => source.Role == Answers))
            return binder.Call(arguments, "context");
        context.Report(ScoreRules.SliceSignature, method.Locations[0], method.Name, "it does not read the answers");
        return null;
    }
}
