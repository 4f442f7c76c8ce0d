using Assay.Errors;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>How somebody else scored one output: a value, or the error with which that failed.</summary>
/// <param name="Value">The value, finite; null for an error.</param>
/// <param name="Failure">The error's code; null for a value.</param>
/// <param name="Explanation">Why, or the error's message; null for none.</param>
/// <param name="Duration">How long it took; zero when that is not known.</param>
internal sealed record EvaluationAnswer(double? Value, ErrorCode? Failure, string? Explanation, TimeSpan Duration)
{
    /// <summary>The names of the members that hold it.</summary>
    public static IReadOnlyList<string> Members { get; } = ["value", "error", "explanation", "duration_ms"];

    /// <summary>Reads it from a line; null where something is wrong, which is a problem then.</summary>
    public static EvaluationAnswer? Read(LineFields fields)
    {
        var value = fields.Number("value");
        var error = ResultError.Read(fields);
        var explanation = fields.LooseText("explanation");
        if (fields.Has("value") && fields.Has("error"))
            fields.Problem(ErrorCode.ImportMismatch, "The line has both a value and an error; keep the one that is true.");
        else if (!fields.Has("value") && !fields.Has("error"))
            fields.Problem(ErrorCode.ImportMissing, "The line has neither a value nor an error; add the one that is true.");
        else if (error?.Code == ErrorCode.ParseFailed)
            fields.Problem(ErrorCode.ImportMismatch, "The code 'parse_failed' says that a parse of this product found nothing, which ends a score for good; give another code.");
        var duration = fields.Milliseconds("duration_ms") ?? TimeSpan.Zero;
        return fields.IsSound ? new EvaluationAnswer(value, error?.Code, error?.Message ?? explanation, duration) : null;
    }

    /// <summary>What it says, to be compared: the value or the error's code.</summary>
    public Hash128 Digest()
    {
        var digest = new Digest("evaluation-answer/1", stackalloc byte[128]);
        digest.Add(Value is { } value ? BitConverter.DoubleToInt64Bits(value) : 0);
        digest.Add(Failure?.Value);
        return digest.Finish();
    }
}
