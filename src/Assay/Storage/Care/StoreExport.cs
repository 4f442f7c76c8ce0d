using System.Text.Json;
using Assay.Errors;
using Assay.Text;
using Parquet;
using Parquet.Schema;

namespace Assay.Storage.Care;

/// <summary>Writes rows to a file while they stream.</summary>
internal static class StoreExport
{
    /// <summary>The most rows of one Parquet row group.</summary>
    public const int GroupSize = 50_000;

    // With long texts a row group ends earlier, so that it stays small in memory.
    private const long GroupBytes = 32 << 20;

    /// <summary>Writes a file that is whole or not there.</summary>
    /// <returns>How many rows it has.</returns>
    public static async Task<long> WriteAsync<TRow>(string file, ExportFormat format, IReadOnlyList<ExportColumn<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        try
        {
            return await WholeFile.WriteAsync(path, stream => format == ExportFormat.Parquet
                ? WriteParquetAsync(stream, columns, rows, cancellationToken)
                : WriteJsonlAsync(stream, columns, rows, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new AssayException(new Problem(ErrorCode.ExportUnwritable, $"The file cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
        }
    }

    private static async Task<long> WriteJsonlAsync<TRow>(Stream stream, IReadOnlyList<ExportColumn<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        long count = 0;
        var json = new Utf8JsonWriter(stream);
        await using (json.ConfigureAwait(false))
        {
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                json.WriteStartObject();
                foreach (var column in columns)
                    column.WriteJson(json, row);
                json.WriteEndObject();
                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                json.Reset();
                stream.WriteByte((byte)'\n');
                count++;
            }
        }

        return count;
    }

    private static async Task<long> WriteParquetAsync<TRow>(Stream stream, IReadOnlyList<ExportColumn<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        long count = 0;
        var schema = new ParquetSchema(columns.Select(static column => (Field)column.Field));
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd };
        var writer = await ParquetWriter.CreateAsync(schema, stream, options, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            var group = new List<TRow>();
            long size = 0;
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                group.Add(row);
                count++;
                size += row is StoredEvent { Text: { } text } ? 2L * text.Length : 0;
                if (group.Count == GroupSize || size >= GroupBytes)
                {
                    await WriteGroupAsync().ConfigureAwait(false);
                    size = 0;
                }
            }

            if (group.Count > 0)
                await WriteGroupAsync().ConfigureAwait(false);

            async Task WriteGroupAsync()
            {
                using var target = writer.CreateRowGroup();
                foreach (var column in columns)
                    await column.WriteAsync(target, group, cancellationToken).ConfigureAwait(false);
                target.CompleteValidate();
                group.Clear();
            }
        }

        return count;
    }
}
