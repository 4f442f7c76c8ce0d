namespace Assay.Exchange;

/// <summary>A file of results that is read twice: once to find everything that is wrong, once to record it.</summary>
/// <param name="stream">The file; read from where it stands.</param>
/// <param name="name">What problems call it.</param>
internal sealed class ResultFile(Stream stream, string name)
{
    private readonly long start = stream.Position;

    /// <summary>What problems call it.</summary>
    public string Name => name;

    /// <summary>The file, at its start.</summary>
    public Stream Rewind()
    {
        stream.Position = start;
        return stream;
    }

    /// <summary>The problem of a file that says something else when it is read again.</summary>
    public Errors.ExchangeException Changed() =>
        ExchangeFile.Unreadable(name, "The file changed while it was imported; what was recorded so far is sound. Import it again.");
}
