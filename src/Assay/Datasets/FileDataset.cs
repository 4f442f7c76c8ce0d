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
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var file = DataFile.Resolve(projectDirectory, path);
            var origin = new ItemOrigin<T>(typeInfo);
            using var factory = new ItemFactory<T>(typeInfo, id, file.Place);
            var count = 0;
            await foreach (var record in reader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                var item = factory.FromRecord(file, record);
                if (++count > ItemTable.Resident)
                    item.Record = new ItemRecord(origin, record.Json.ToArray());
                yield return item;
            }
        }
    }
}
