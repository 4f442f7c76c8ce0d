namespace Assay.Datasets;

/// <summary>Splits a file into records.</summary>
internal interface IRecordReader
{
    /// <summary>Reads the records in order; each is valid until the next.</summary>
    /// <exception cref="Errors.DatasetException">The file cannot be opened or split.</exception>
    IAsyncEnumerable<RawRecord> ReadAsync(DataFile file, CancellationToken cancellationToken);
}
