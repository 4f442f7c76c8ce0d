namespace Assay.Contracts;

/// <summary>A slice's items as a stream; read anew at each enumeration, always in the same order.</summary>
public interface IDatasetSource
{
    /// <summary>Reads the items.</summary>
    /// <param name="projectDirectory">The folder against which relative paths are resolved.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.DatasetException">A file is missing, a line is malformed, an id is missing or repeated; says file and line.</exception>
    IAsyncEnumerable<Item> ReadAsync(string projectDirectory, CancellationToken cancellationToken);
}
