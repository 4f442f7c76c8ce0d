using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// Gives the items of tasks whose data is not declared in code, and applies as much of their queries as its source can.
/// Called concurrently; must be safe for that.
/// </summary>
/// <remarks>
/// Items of one task have different ids and come in the same order each time: plans, samples and results rest on that. An
/// item that is known to be there and cannot be read is given as <see cref="Item.Failed"/>: its trials fail by that reason
/// and the run goes on. What is thrown, here or while items are read, fails the planning.
/// </remarks>
public interface IDatasetProvider
{
    /// <summary>Begins to read a task's items.</summary>
    /// <param name="scope">Whose items.</param>
    /// <param name="query">Which of them; the provider says in <see cref="DatasetScan.Rest"/> what it has not applied.</param>
    /// <param name="cancellationToken">Stops reading, also while the items are streamed.</param>
    /// <exception cref="Errors.DatasetException">There are no such data, or they cannot be read.</exception>
    ValueTask<DatasetScan> ScanAsync(DatasetScope scope, DatasetQuery query, CancellationToken cancellationToken);
}
