using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0881 to ASY0899: judges, and the scores that ask them.</summary>
internal static class JudgeRules
{
    private const string Category = "Assay.Judge";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0881", Category, "A judge's member has another form than it must", "Let '{0}' take any of the item, the Output, a JudgeRequest and a CancellationToken, each at most once, and return a JudgeVerdict, a number or a truth value, or a task of one, or make it a property of type IJudge: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0882", Category, "A judge's id must be unique", "The id '{0}' is another judge's too; give one of them another");

    public static readonly DiagnosticDescriptor Unread = Rule.Error(
        "ASY0883", Category, "A score that names a judge must ask it", "Let '{0}' take a JudgeVerdict, or an IJudge to ask: the judge has no effect otherwise");

    public static readonly DiagnosticDescriptor Unknown = Rule.Warning(
        "ASY0884", Category, "A score probably means another judge", "No [Judge] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor NoJudge = Rule.Error(
        "ASY0885", Category, "A score needs the judge that it reads", "Name the judge of '{0}' in [Score(Judge = ...)]: {1}");
}
