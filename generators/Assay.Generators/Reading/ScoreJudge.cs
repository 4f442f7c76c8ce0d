using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The judge that a score asks.</summary>
/// <param name="Id">The judge's id.</param>
/// <param name="ReadsVerdict">Whether the score's method takes the verdict, not the judge.</param>
/// <param name="Sources">What the method may take besides.</param>
internal sealed record ScoreJudge(string Id, bool ReadsVerdict, IReadOnlyList<Source> Sources)
{
    /// <summary>Reads it; null where the score names none.</summary>
    public static ScoreJudge? Read(ReadingContext context, Declaration declaration, IMethodSymbol method, BenchmarkMembers members)
    {
        var (verdict, judge) = (context.Known.Contract("JudgeVerdict"), context.Known.Contract("IJudge"));
        var readsVerdict = method.Parameters.Any(parameter => KnownTypes.Same(parameter.Type, verdict));
        var readsJudge = method.Parameters.Any(parameter => KnownTypes.Same(parameter.Type, judge));
        if (declaration.Attribute.NamedText("Judge") is not { } text)
        {
            if (!readsVerdict && !readsJudge)
                return null;
            context.Report(JudgeRules.NoJudge, declaration.NamePlace, method.Name, $"it takes {(readsVerdict ? "a JudgeVerdict" : "an IJudge")}");
            return new ScoreJudge("", readsVerdict, Taken());
        }

        var place = declaration.Attribute.PlaceOf("Judge");
        var id = OpenReferences.Read(context, text, place, members.Judges, JudgeRules.Unknown);
        if (!readsVerdict && !readsJudge)
            context.Report(Mend.Removal(MendNames.Argument), JudgeRules.Unread, place, method.Name);
        return new ScoreJudge(id, readsVerdict, Taken());

        IReadOnlyList<Source> Taken() =>
        [
            readsVerdict ? new Source("the verdict", verdict, "verdict") : new Source("the judge", judge, "judge"),
            new Source("what the metric reads", context.Known.Contract("MetricContext"), "context"),
        ];
    }
}
