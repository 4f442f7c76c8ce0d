using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Assay.Storage.Care;

/// <summary>A column of an export.</summary>
/// <typeparam name="TRow">What it is read from.</typeparam>
internal abstract class ExportColumn<TRow>(DataField dataField)
{
    public DataField Field => dataField;

    /// <summary>Writes a row's value as a member; nothing where it has none.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, TRow row);

    /// <summary>Writes the values of a row group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken);

    /// <summary>A column of texts.</summary>
    public static ExportColumn<TRow> Text(string name, Func<TRow, string?> read) => new TextColumn(name, read);

    /// <summary>A column of whole numbers.</summary>
    public static ExportColumn<TRow> Integer(string name, Func<TRow, long?> read) =>
        new ValueColumn<long>(name, read, static (json, name, value) => json.WriteNumber(name, value));

    /// <summary>A column of numbers.</summary>
    public static ExportColumn<TRow> Number(string name, Func<TRow, double?> read) => new ValueColumn<double>(name, read, static (json, name, value) =>
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    /// <summary>A column of truth values.</summary>
    public static ExportColumn<TRow> Flag(string name, Func<TRow, bool?> read) =>
        new ValueColumn<bool>(name, read, static (json, name, value) => json.WriteBoolean(name, value));

    /// <summary>A column of times in UTC.</summary>
    public static ExportColumn<TRow> Time(string name, Func<TRow, DateTimeOffset> read) =>
        new ValueColumn<DateTime>(name, row => read(row).UtcDateTime, static (json, name, value) => json.WriteString(name, value));

    private sealed class TextColumn(string name, Func<TRow, string?> read) : ExportColumn<TRow>(new DataField(name, typeof(string), isNullable: true))
    {
        public override void WriteJson(Utf8JsonWriter json, TRow row)
        {
            if (read(row) is { } text)
                json.WriteString(Field.Name, text);
        }

        public override async Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
        {
            var values = new string?[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = read(rows[i]);
            await group.WriteAsync(Field, values!).ConfigureAwait(false);
        }
    }

    private sealed class ValueColumn<T>(string name, Func<TRow, T?> read, Action<Utf8JsonWriter, string, T> write) : ExportColumn<TRow>(new DataField(name, typeof(T), isNullable: true))
        where T : struct
    {
        public override void WriteJson(Utf8JsonWriter json, TRow row)
        {
            if (read(row) is { } value)
                write(json, Field.Name, value);
        }

        public override async Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = read(rows[i]);
            await group.WriteAsync<T>(Field, (ReadOnlyMemory<T?>)values, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
