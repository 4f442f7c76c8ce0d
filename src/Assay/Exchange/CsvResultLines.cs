using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Assay.Errors;
using CsvHelper;

namespace Assay.Exchange;

/// <summary>Reads comma-separated values (RFC 4180) whose first line names the columns, each record as the object that a JSON line would be.</summary>
internal static class CsvResultLines
{
    private const string ErrorPrefix = "error_";

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    private static readonly FrozenSet<string> Numbers = FrozenSet.ToFrozenSet(
        ["params_index", "sample", "input_tokens", "cached_input_tokens", "output_tokens", "first_token_ms", "duration_ms", "attempts"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Columns = FrozenSet.ToFrozenSet(
        [.. CandidateNames.Members, .. GenerationAnswer.Members.Except(["error", "turns", "logprobs"]), "error_code", "error_message"],
        StringComparer.Ordinal);

    /// <summary>Reads the records in order; an empty value counts as absent.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="problems">Receives what cannot be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<ResultLine> ReadAsync(Stream stream, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(stream, Options, leaveOpen: true);
        string[]? columns = null;
        while (await AdvanceAsync(csv, problems, cancellationToken))
        {
            var line = (int)csv.LineNumber;
            if (!Utf8.IsValid(csv.RawRecord))
            {
                problems.Add(ErrorCode.ImportMalformed, line, "The text is not UTF-8; save the file in that encoding.");
            }
            else if (columns is null)
            {
                columns = Header(csv, line, problems);
                if (columns is null)
                    yield break;
            }
            else if (csv.FieldCount != columns.Length)
            {
                problems.Add(ErrorCode.ImportMalformed, line, string.Create(CultureInfo.InvariantCulture, $"The line has {csv.FieldCount} fields where the header names {columns.Length}; put a field that holds a comma in quotes."));
            }
            else
            {
                using var record = Record(csv, columns);
                yield return new ResultLine(line, record.RootElement);
            }
        }
    }

    private static async ValueTask<bool> AdvanceAsync(CsvReader csv, ImportProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException exception)
        {
            problems.Add(ErrorCode.ImportMalformed, (int)exception.LineNumber, "A quote stands where none may, or is never closed; put the whole field in quotes, and double each quote within it. What follows was not read.");
            return false;
        }
    }

    private static string[]? Header(CsvReader csv, int line, ImportProblems problems)
    {
        var before = problems.Count;
        var columns = new string[csv.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = csv.GetString(i).Trim();
            if (!Columns.Contains(columns[i]))
                problems.Add(ErrorCode.ImportMalformed, line, $"There is no column '{columns[i]}'; the columns are: {string.Join(", ", Columns.Order(StringComparer.Ordinal))}.");
            else if (Array.IndexOf(columns, columns[i], 0, i) >= 0)
                problems.Add(ErrorCode.ImportMalformed, line, $"The header names the column '{columns[i]}' twice; remove one.");
        }

        return problems.Count == before ? columns : null;
    }

    private static JsonDocument Record(CsvReader csv, string[] columns)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteValues(writer, csv, columns, "");
            if (Enumerable.Range(0, columns.Length).Any(i => IsOfError(columns[i]) && csv.GetString(i).Length > 0))
            {
                writer.WriteStartObject("error");
                WriteValues(writer, csv, columns, ErrorPrefix);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static void WriteValues(Utf8JsonWriter writer, CsvReader csv, string[] columns, string prefix)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (IsOfError(columns[i]) != (prefix.Length > 0) || csv.GetString(i) is not { Length: > 0 } value)
                continue;
            writer.WritePropertyName(columns[i][prefix.Length..]);
            if (Numbers.Contains(columns[i]) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                writer.WriteNumberValue(number);
            else
                writer.WriteStringValue(value);
        }
    }

    private static bool IsOfError(string column) => column.StartsWith(ErrorPrefix, StringComparison.Ordinal);
}
