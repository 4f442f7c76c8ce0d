using Assay.Contracts;
using Assay.Specs;

namespace Assay.Datasets;

/// <summary>Makes a provider of a loader; it applies nothing of a query itself.</summary>
/// <param name="loader">Gives all items of a task.</param>
public sealed class LoaderDatasetProvider(IDatasetLoader loader) : IDatasetProvider
{
    /// <inheritdoc/>
    public ValueTask<DatasetScan> ScanAsync(DatasetScope scope, DatasetQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DatasetScan(loader.LoadAsync(scope, cancellationToken), query));
}
