using System.Text;

namespace Assay.Tests.Exchange;

/// <summary>Cancels near its end when it is read a second time.</summary>
internal sealed class StoppingStream(string text, CancellationTokenSource stop) : MemoryStream(Encoding.UTF8.GetBytes(text))
{
    private int rewinds;

    public override long Position
    {
        get => base.Position;
        set
        {
            rewinds++;
            base.Position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rewinds > 1 && base.Position > Length * 9 / 10)
            await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 4096)], cancellationToken);
    }
}
