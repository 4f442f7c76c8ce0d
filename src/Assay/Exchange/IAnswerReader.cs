namespace Assay.Exchange;

/// <summary>Reads a file of outputs that were made elsewhere.</summary>
internal interface IAnswerReader
{
    /// <summary>What problems and provenance call the form of the file.</summary>
    string Format { get; }

    /// <summary>Reads the sound lines in order.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="problems">Receives what is wrong with each of the others.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    IAsyncEnumerable<PlacedAnswer> ReadAsync(Stream stream, ImportProblems problems, CancellationToken cancellationToken);
}
