using System.Globalization;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the registration of judges, and of the scores that ask them.</summary>
internal static class JudgeEmitter
{
    public static string Emit(JudgeModel judge)
    {
        if (judge.IsInstance)
            return $".AddDeclared({Literal.Quote(judge.Id)}, {Literal.Quote(judge.Member)}, (global::Assay.Contracts.IJudge){judge.Call.Expression})";
        var lambda = PluginEmitter.Lambda(judge.Call, judge.Form, "request", judge.Value is null ? null : value => string.Format(CultureInfo.InvariantCulture, judge.Value, PluginEmitter.Operand(value)));
        return $".Add(new global::Assay.Contracts.FunctionJudge({Literal.Quote(judge.Id)}, {Literal.Quote(judge.Version)},\n    {lambda}){(judge.IsPaid ? " { IsPaid = true }" : "")})";
    }

    /// <summary>A score that asks a judge.</summary>
    /// <param name="score">The score.</param>
    /// <param name="convert">Makes a metric's result of the method's value; null where it is one.</param>
    /// <param name="settings">The metric's initialiser; empty for none.</param>
    public static string Score(ScoreModel score, Func<string, string>? convert, string settings)
    {
        var head = $".Add(new global::Assay.Contracts.JudgedMetric({Literal.Quote(score.Id)}, {Literal.Quote(score.Version)}, {Literal.Quote(score.Judge!)},\n    ";
        var body = PluginEmitter.Lambda(score.Call, score.Form, $"context, {(score.ReadsVerdict ? "verdict" : "judge")}", convert, keepsFirst: true);
        return score.ReadsVerdict
            ? $"{head}static (context, judge, cancellationToken) => global::Assay.Contracts.JudgedMetric.AskAsync(context, judge, {Literal.QuoteOrNull(score.Criteria)},\n        {body},\n        cancellationToken)){settings})"
            : $"{head}{body}){settings})";
    }

    /// <summary>A score that asks a judge and finds several metrics.</summary>
    /// <param name="score">The score.</param>
    /// <param name="metrics">What takes each metric from what the method finds.</param>
    /// <param name="settings">The metrics' initialiser; empty for none.</param>
    public static string Scores(ScoreModel score, string metrics, string settings)
    {
        var head = $".Add(new global::Assay.Contracts.JudgedMetricSet<{score.RecordType}>({Literal.Quote(score.Version)}, {Literal.Quote(score.Judge!)},\n    ";
        if (!score.ReadsVerdict)
            return $"{head}{PluginEmitter.Lambda(score.Call, score.Form, "context, judge", value => $"new global::Assay.Contracts.Judged<{score.RecordType}>({value})", keepsFirst: true)},\n    {metrics}){settings})";
        var body = PluginEmitter.Lambda(score.Call, score.Form, "context, verdict", null, keepsFirst: true);
        return $"{head}static (context, judge, cancellationToken) => global::Assay.Contracts.JudgedMetric.FindAsync<{score.RecordType}>(context, judge, {Literal.QuoteOrNull(score.Criteria)},\n        {body},\n        cancellationToken),\n    {metrics}){settings})";
    }
}
