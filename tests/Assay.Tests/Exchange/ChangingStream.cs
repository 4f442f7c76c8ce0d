using System.Text;

namespace Assay.Tests.Exchange;

/// <summary>Says something else when it is read a second time, as a file does that somebody replaces meanwhile.</summary>
internal sealed class ChangingStream : MemoryStream
{
    private readonly string second;
    private int rewinds;

    public ChangingStream(string first, string second)
    {
        this.second = second;
        Fill(first);
    }

    public override long Position
    {
        get => base.Position;
        set
        {
            if (++rewinds == 2)
                Fill(second);
            base.Position = value;
        }
    }

    private void Fill(string text)
    {
        SetLength(0);
        Write(Encoding.UTF8.GetBytes(text));
        base.Position = 0;
    }
}
