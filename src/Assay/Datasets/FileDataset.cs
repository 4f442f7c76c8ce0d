using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Datasets;

/// <summary>A data set in a file.</summary>
/// <typeparam name="T">The item's type.</typeparam>
internal sealed class FileDataset<T>(DatasetSpec spec, IRecordReader reader, JsonTypeInfo<T> typeInfo) : Dataset<T>(spec)
{
    /// <inheritdoc/>
    public override IDatasetSource Bind(Func<T, string?>? id) => new Source(Spec.Path!, reader, typeInfo, id);

    private sealed class Source(string path, IRecordReader reader, JsonTypeInfo<T> typeInfo, Func<T, string?>? id) : IDatasetSource
    {
        [SuppressMessage("Reliability", "CA2000", Justification = "What reads items again lives as long as they do.")]
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var file = DataFile.Resolve(projectDirectory, path);
            using var factory = new ItemFactory<T>(typeInfo, id, file.Place);
            ItemFactory<T>? origin = null;
            var count = 0;
            await foreach (var record in reader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                var bytes = ++count <= ItemTable.Resident ? null : record.Json.ToArray();
                var item = factory.FromRecord(file, record);
                if (bytes is not null)
                    item.Record = new ItemRecord(origin ??= new ItemFactory<T>(typeInfo, id, file.Place), bytes);
                yield return item;
            }
        }
    }
}
