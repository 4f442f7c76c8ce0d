using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Assay.Datasets;
using Assay.Errors;

namespace Assay.Exchange;

/// <summary>Splits a file with one JSON object a line; what is no object is a problem and passed over.</summary>
internal static class JsonResultLines
{
    private const int LongestLine = 256 * 1024 * 1024;

    /// <summary>Reads the lines in order; blank ones are skipped.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="problems">Receives what cannot be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="longest">How many bytes a line may have.</param>
    public static async IAsyncEnumerable<ResultLine> ReadAsync(Stream stream, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken, int longest = LongestLine)
    {
        var lines = new LineReader(stream, longest);
        while (await AdvanceAsync(lines, problems, longest, cancellationToken))
        {
            if (JsonlReader.IsBlank(lines.Current.Span))
                continue;
            using var document = Parse(lines, problems);
            if (document is not null)
                yield return new ResultLine(lines.Line, document.RootElement);
        }
    }

    private static async ValueTask<bool> AdvanceAsync(LineReader lines, ImportProblems problems, int longest, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            problems.Add(ErrorCode.ImportMalformed, lines.Line + 1, string.Create(CultureInfo.InvariantCulture, $"The line has more than {longest} bytes; write one object a line. What follows was not read."));
            return false;
        }
    }

    private static JsonDocument? Parse(LineReader lines, ImportProblems problems)
    {
        if (!Utf8.IsValid(lines.Current.Span))
        {
            problems.Add(ErrorCode.ImportMalformed, lines.Line, "The text is not UTF-8; save the file in that encoding.");
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(lines.Current, ItemJson.Document);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            problems.Add(ErrorCode.ImportMalformed, lines.Line, $"The line is a JSON {NameOf(document.RootElement.ValueKind)}; write one object.", 1);
            document.Dispose();
        }
        catch (JsonException exception)
        {
            int? column = exception.BytePositionInLine is { } position ? Encoding.UTF8.GetCharCount(lines.Current.Span[..(int)Math.Min(position, lines.Current.Length)]) + 1 : null;
            problems.Add(ErrorCode.ImportMalformed, lines.Line, JsonProblems.Describe(exception), column);
        }
        catch (InvalidOperationException)
        {
            problems.Add(ErrorCode.ImportMalformed, lines.Line, "A member's name is no valid Unicode; correct it.");
        }

        return null;
    }

    private static string NameOf(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False ? "truth value" : kind.ToString().ToLowerInvariant();
}
