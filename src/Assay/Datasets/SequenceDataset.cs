using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Datasets;

/// <summary>A data set that code gives.</summary>
/// <typeparam name="T">The item's type.</typeparam>
internal sealed class SequenceDataset<T>(IAsyncEnumerable<T> items, JsonTypeInfo<T> typeInfo) : Dataset<T>(new DatasetSpec(DatasetKind.Memory))
{
    /// <inheritdoc/>
    public override IDatasetSource Bind(Func<T, string?>? id) => new Source(items, typeInfo, id);

    private sealed class Source(IAsyncEnumerable<T> items, JsonTypeInfo<T> typeInfo, Func<T, string?>? id) : IDatasetSource
    {
        public async IAsyncEnumerable<Item> ReadAsync(string projectDirectory, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            using var factory = new ItemFactory<T>(typeInfo, id, new DataPlace(null));
            var position = 0;
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return factory.FromValue(item, ++position);
        }
    }
}
