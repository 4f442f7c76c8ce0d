using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Errors;
using CsvHelper;

namespace Assay.Datasets;

/// <summary>Splits a file of comma-separated values (RFC 4180) into records, each written as JSON that fits a type.</summary>
/// <param name="type">The type that records will be read into.</param>
internal sealed class CsvRecordReader(JsonTypeInfo type) : IRecordReader
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <inheritdoc/>
    public async IAsyncEnumerable<RawRecord> ReadAsync(DataFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.Open();
        using var csv = CsvReader.Create(stream, Options, leaveOpen: true);
        CsvColumn[]? columns = null;
        while (await AdvanceAsync(file, csv, cancellationToken).ConfigureAwait(false))
        {
            var line = (int)csv.LineNumber;
            file.RequireUtf8(csv.RawRecord, line);
            if (columns is null)
                columns = Header(file, csv, line);
            else
                yield return new RawRecord(Record(file, csv, columns, line), line, 0);
        }
    }

    private static async ValueTask<bool> AdvanceAsync(DataFile file, CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFormatException exception)
        {
            throw file.Place.Error(
                ErrorCode.DatasetMalformed,
                "A quote stands where none may, or is never closed; put the whole field in quotes, and double each quote within it.",
                (int)exception.LineNumber,
                null,
                exception);
        }
    }

    private CsvColumn[] Header(DataFile file, CsvReader csv, int line)
    {
        var columns = new CsvColumn[csv.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = csv.GetString(i).Trim();
            if (name.Length == 0)
                throw file.Place.Error(ErrorCode.DatasetMalformed, string.Create(CultureInfo.InvariantCulture, $"Column {i + 1} has no name; the first line must name every column."), line);
            if (columns.AsSpan(0, i).ToArray().Any(column => FieldNames.Match(column.Name, name)))
                throw file.Place.Error(ErrorCode.DatasetMalformed, $"The header names the column '{name}' twice; give each column a name of its own.", line);
            columns[i] = CsvColumn.For(name, type);
        }

        if (type.Kind != JsonTypeInfoKind.Object)
            return columns;
        var missing = type.Properties.FirstOrDefault(property => property.IsRequired && !columns.Any(column => FieldNames.Match(column.Name, property.Name)));
        return missing is null
            ? columns
            : throw file.Place.Error(
                ErrorCode.DatasetMalformed,
                $"The header has no column '{missing.Name}', which {type.Type.Name} needs; the first line must name the columns.",
                line);
    }

    private static byte[] Record(DataFile file, CsvReader csv, CsvColumn[] columns, int line)
    {
        if (csv.FieldCount != columns.Length)
            throw file.Place.Error(
                ErrorCode.DatasetMalformed,
                string.Create(CultureInfo.InvariantCulture, $"The line has {csv.FieldCount} fields where the header names {columns.Length}; add or remove fields, and put a field that holds a comma in quotes."),
                line);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                writer.WritePropertyName(columns[i].Name);
                if (!columns[i].TryWrite(writer, csv.GetString(i)))
                    throw file.Place.Error(ErrorCode.DatasetMalformed, $"The field '{columns[i].Name}' holds '{csv.GetString(i)}', which is not {columns[i].Expected}; correct its value.", line);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
