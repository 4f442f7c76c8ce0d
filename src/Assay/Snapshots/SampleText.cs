using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Samples as the last field of a line: <c>1,0.5,!timeout,0!parse_failed</c>.</summary>
internal static class SampleText
{
    /// <summary>The samples joined by commas; numbers are the shortest that read back as themselves.</summary>
    /// <exception cref="ArgumentException">A value is not finite, or there is no sample.</exception>
    public static string Of(ValueList<SampleScore> samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("A row has at least one sample.", nameof(samples));
        if (samples.Count == 1)
            return Of(samples[0]);

        var text = new StringBuilder();
        foreach (var sample in samples)
            text.Append(text.Length == 0 ? "" : ",").Append(Of(sample));
        return text.ToString();
    }

    /// <summary>Reads <see cref="Of(ValueList{SampleScore})"/>; false where the text is no such list.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ValueList<SampleScore> samples)
    {
        samples = [];
        if (!text.Contains(','))
        {
            if (!TryParseOne(text, out var only))
                return false;
            samples = [only];
            return true;
        }

        var parsed = new List<SampleScore>();
        foreach (var range in text.Split(','))
        {
            if (!TryParseOne(text[range], out var sample))
                return false;
            parsed.Add(sample);
        }

        samples = ValueList.From(parsed);
        return true;
    }

    private static string Of(SampleScore sample)
    {
        if (sample.Value is not { } value)
            return "!" + RowText.Escape((sample.Failure ?? ErrorCode.MetricFailed).Value, ',');
        if (!double.IsFinite(value))
            throw new ArgumentException("A score is a finite number.", nameof(sample));
        var number = value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);
        return sample.Failure is { } failure ? $"{number}!{RowText.Escape(failure.Value, ',')}" : number;
    }

    private static bool TryParseOne(ReadOnlySpan<char> text, out SampleScore sample)
    {
        sample = default;
        var mark = text.IndexOf('!');
        var number = mark < 0 ? text : text[..mark];
        double? value = null;
        if (mark != 0)
        {
            const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            if (!double.TryParse(number, Style, CultureInfo.InvariantCulture, out var parsed) || !double.IsFinite(parsed))
                return false;
            value = parsed;
        }

        if (mark < 0)
        {
            sample = new SampleScore(value);
            return true;
        }

        if (mark == text.Length - 1 || !RowText.TryUnescape(text[(mark + 1)..], out var code))
            return false;
        sample = new SampleScore(value, new ErrorCode(code));
        return true;
    }
}
