using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0401 to ASY0499: scores and gates.</summary>
internal static class ScoreRules
{
    private const string Category = "Assay.Score";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0401", Category, "A score's method has another form than it must", "Let '{0}' take any of the item, the parsed value, the Output, the Transcript and a CancellationToken, each at most once: {1}");

    public static readonly DiagnosticDescriptor NotNumeric = Rule.Error(
        "ASY0402", Category, "A score must be a number or a truth value", "'{0}' returns {1}; return double, float, an integer or bool, a record of such members, or a task of one");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0403", Category, "A score's id must be unique", "The id '{0}' is another score's too; give one of them another");

    public static readonly DiagnosticDescriptor UnknownParse = Rule.Error(
        "ASY0404", Category, "A score names an unknown parse", "No [Parse] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor ParseMismatch = Rule.Error(
        "ASY0405", Category, "A score cannot read what its parse gives", "The parse '{0}' gives {1}, which the parameter '{2}' of type {3} cannot take");

    public static readonly DiagnosticDescriptor Ambiguous = Rule.Error(
        "ASY0406", Category, "A parameter could be bound in two ways", "The parameter '{0}' of type {1} could be {2} or {3}; give it a type that only one of them has");

    public static readonly DiagnosticDescriptor UnknownGateScore = Rule.Error(
        "ASY0407", Category, "A gate guards an unknown score", "No [Score] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor GateConflict = Rule.Error(
        "ASY0408", Category, "A gate contradicts itself or another", "{0}");

    public static readonly DiagnosticDescriptor MetricMember = Rule.Error(
        "ASY0409", Category, "A member of a score's record cannot be a metric", "{0}");

    public static readonly DiagnosticDescriptor TwoExplanations = Rule.Error(
        "ASY0410", Category, "A metric has one explanation", "'{0}' and '{1}' both explain {2}; begin the name of one of them with the name of the metric that it explains, or remove it");

    public static readonly DiagnosticDescriptor TwiceUnparsed = Rule.Error(
        "ASY0411", Category, "An unreadable answer is scored in one way", "Remove IfUnparsed, or take {1} instead of {2}: '{0}' scores unreadable answers itself");

    public static readonly DiagnosticDescriptor UnknownReduction = Rule.Error(
        "ASY0412", Category, "A reduction must be one that there is", "'{0}' is no reduction; write mean, max, majority, or pass@k with k from 1");

    public static readonly DiagnosticDescriptor TooFewForReduction = Rule.Error(
        "ASY0413", Category, "A reduction needs as many samples as it takes", "'{0}' needs {1} samples of each item, and the slice '{2}' takes {3}; raise Samples, or take a smaller k");

    public static readonly DiagnosticDescriptor SliceSignature = Rule.Error(
        "ASY0414", Category, "A method that scores whole slices has another form than it must", "Let '{0}' take the answers, as IReadOnlyList<Answered<TItem, TParsed>> where it names a parse and IReadOnlyList<Answered<TItem>> where not, and a CancellationToken if need be: {1}");

    public static readonly DiagnosticDescriptor IgnoresParse = Rule.Warning(
        "ASY0415", Category, "A score ignores its parsed value", "'{0}' names the parse '{1}' and takes no {2}; take it as a parameter, or remove Parse");

    public static readonly DiagnosticDescriptor HeldToChance = Rule.Warning(
        "ASY0416", Category, "Answers drawn at random are held exactly", "At this temperature one sample is chance, and '{0}' is held exactly in the slice '{1}': raise Samples, or give it a [Gate] with a tolerance");

    public static readonly DiagnosticDescriptor Blocks = Rule.Warning(
        "ASY0417", Category, "A method waits for a task without awaiting it", "'{0}' blocks a thread by {1} while other trials need it; await the task, and return a task from the method");

    public static readonly DiagnosticDescriptor UnknownGateMetric = Rule.Error(
        "ASY0418", Category, "A gate guards an unknown metric", "The score '{0}' has no metric '{1}'{2}");

    public static readonly DiagnosticDescriptor UnknownGateModel = Rule.Error(
        "ASY0419", Category, "A gate or limit names an unknown model", "No [Model] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor LimitConflict = Rule.Error(
        "ASY0420", Category, "A limit contradicts itself or another", "{0}");

    public static readonly DiagnosticDescriptor TooFewItems = Rule.Warning(
        "ASY0421", Category, "A gate asks for more than its items can show", "{0} items of the slice '{1}' show a change of '{2}' by {3} with a chance of {4} % at best: take {5} items, or raise MinEffect to {6}");
}
