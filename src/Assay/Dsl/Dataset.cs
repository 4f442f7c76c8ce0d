using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Specs;

namespace Assay;

/// <summary>A slice's items as the user declares them: a file or a sequence of typed values.</summary>
/// <typeparam name="T">The item's type: a record, a class, or <see cref="System.Text.Json.JsonElement"/>.</typeparam>
public abstract class Dataset<T>
{
    private protected Dataset(DatasetSpec spec) => Spec = spec;

    /// <summary>The data set's kind and path.</summary>
    public DatasetSpec Spec { get; }

    /// <summary>Joins the data with the item's id member.</summary>
    /// <param name="id">
    /// Gives an item's id. Null where the type has no id member: then the id is the record's <c>item_id</c> or <c>id</c> field,
    /// and where there is none, the first 12 hexadecimal digits of the digest of its content.
    /// </param>
    public abstract IDatasetSource Bind(Func<T, string?>? id);
}

/// <summary>
/// Declares data sets. Files are read as a stream, UTF-8 with or without a byte order mark, and paths are relative to the
/// project's folder. Field names match members whatever their case, <c>snake_case</c> too. An item whose type does not fit
/// its record, that has no id or another's id is a <see cref="Errors.DatasetException"/> that names file and line.
/// </summary>
public static class Dataset
{
    private const string Reflection = "Reads T by reflection; give a JsonTypeInfo<T> where code is trimmed or compiled ahead of time.";

    /// <summary>A file with one JSON object a line; blank lines are skipped.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Dataset<T> Jsonl<T>(string path) => Jsonl(path, ItemJson.TypeInfo<T>());

    /// <summary>A file with one JSON object a line; blank lines are skipped.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    /// <param name="typeInfo">How the type is read and written, from a source-generated context.</param>
    public static Dataset<T> Jsonl<T>(string path, JsonTypeInfo<T> typeInfo) => File(DatasetKind.Jsonl, path, new JsonlReader(), typeInfo);

    /// <summary>A file with one JSON array of objects, read element by element.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Dataset<T> Json<T>(string path) => Json(path, ItemJson.TypeInfo<T>());

    /// <summary>A file with one JSON array of objects, read element by element.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    /// <param name="typeInfo">How the type is read and written, from a source-generated context.</param>
    public static Dataset<T> Json<T>(string path, JsonTypeInfo<T> typeInfo) => File(DatasetKind.Json, path, new JsonArrayReader(), typeInfo);

    /// <summary>
    /// A file of comma-separated values whose first line names the fields. Values are converted to the members' types in the
    /// invariant culture; an empty value is null for a nullable number or truth value, and an empty text otherwise.
    /// </summary>
    /// <typeparam name="T">The item's type; all values are texts where it is <see cref="System.Text.Json.JsonElement"/>.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Dataset<T> Csv<T>(string path) => Csv(path, ItemJson.TypeInfo<T>());

    /// <summary>A file of comma-separated values whose first line names the fields, as <see cref="Csv{T}(string)"/> reads it.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    /// <param name="typeInfo">How the type is read and written, from a source-generated context.</param>
    public static Dataset<T> Csv<T>(string path, JsonTypeInfo<T> typeInfo) => File(DatasetKind.Csv, path, new CsvRecordReader(typeInfo), typeInfo);

    /// <summary>Items from code. The sequence is read anew for each use and must then give the same items in the same order.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="items">The items.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Dataset<T> From<T>(IEnumerable<T> items) => From(items, ItemJson.TypeInfo<T>());

    /// <summary>Items from code. The sequence is read anew for each use and must then give the same items in the same order.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="typeInfo">How the type is written, from a source-generated context.</param>
    public static Dataset<T> From<T>(IEnumerable<T> items, JsonTypeInfo<T> typeInfo) =>
        new SequenceDataset<T>(items.ToAsyncEnumerable(), typeInfo);

    /// <summary>Items from asynchronous code. The sequence is read anew for each use and must then give the same items in the same order.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="items">The items.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Dataset<T> From<T>(IAsyncEnumerable<T> items) => From(items, ItemJson.TypeInfo<T>());

    /// <summary>Items from asynchronous code. The sequence is read anew for each use and must then give the same items in the same order.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="typeInfo">How the type is written, from a source-generated context.</param>
    public static Dataset<T> From<T>(IAsyncEnumerable<T> items, JsonTypeInfo<T> typeInfo) => new SequenceDataset<T>(items, typeInfo);

    private static FileDataset<T> File<T>(DatasetKind kind, string path, IRecordReader reader, JsonTypeInfo<T> typeInfo)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new FileDataset<T>(new DatasetSpec(kind) { Path = path }, reader, typeInfo);
    }
}
