using System.Text.Json;

namespace Assay.Exchange;

/// <summary>
/// Gathers a bundle's lines in a temporary file, so that its header can say how many there are, and hands it on whole.
/// </summary>
internal sealed class BundleWriter : IAsyncDisposable
{
    private readonly FileStream body = ExchangeFile.OpenTemporary();
    private readonly JsonLineWriter lines;

    public BundleWriter() => lines = new JsonLineWriter(body);

    /// <summary>How many lines there are.</summary>
    public long Lines { get; private set; }

    /// <summary>How many candidates wait for them.</summary>
    public long Candidates { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="candidates">How many candidates wait for it.</param>
    /// <param name="write">Writes one object.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public ValueTask AddAsync(long candidates, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        Lines++;
        Candidates += candidates;
        return lines.WriteAsync(write, cancellationToken);
    }

    /// <summary>Hands header and lines on.</summary>
    public async ValueTask FinishAsync(Stream destination, BundleHeader header, CancellationToken cancellationToken)
    {
        await lines.FlushAsync(cancellationToken);
        using var first = new JsonLineWriter(destination);
        await first.WriteAsync(writer => header.Write(writer, Lines, Candidates), cancellationToken);
        await first.FlushAsync(cancellationToken);
        body.Position = 0;
        await body.CopyToAsync(destination, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lines.Dispose();
        await body.DisposeAsync();
    }
}
