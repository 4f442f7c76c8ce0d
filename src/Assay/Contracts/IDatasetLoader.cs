namespace Assay.Contracts;

/// <summary>
/// Gives all items of tasks whose data is not declared in code; their queries are applied to what it gives. The simpler
/// form of <see cref="IDatasetProvider"/>, to whose remarks it is held.
/// </summary>
public interface IDatasetLoader
{
    /// <summary>Reads all items of a task.</summary>
    /// <param name="scope">Whose items.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.DatasetException">There are no such data, or they cannot be read.</exception>
    IAsyncEnumerable<Item> LoadAsync(DatasetScope scope, CancellationToken cancellationToken);
}
