using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Identity;

/// <summary>
/// Builds one <see cref="Hash128"/> from parts, each prefixed with its kind and length, so that no two
/// different lists of parts give the same bytes. Lives on the stack; rents when it outgrows it.
/// </summary>
public ref struct Digest
{
    private byte[]? rented;
    private Span<byte> buffer;
    private int length;

    /// <summary>Starts a digest of one kind of thing; the kind separates otherwise equal parts.</summary>
    /// <param name="kind">For example <c>gen/1</c>: the thing's name and the version of its layout.</param>
    /// <param name="scratch">Where the parts are gathered; any size, 256 bytes serve most.</param>
    public Digest(string kind, Span<byte> scratch)
    {
        buffer = scratch;
        Add(kind);
    }

    /// <summary>The digest of bytes as they are.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> sha = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, sha);
        return Hash128.FromBytes(sha);
    }

    /// <summary>The digest of a text's UTF-8 bytes.</summary>
    public static Hash128 Of(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        var bytes = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            return Of(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Adds a text; null differs from empty.</summary>
    public void Add(string? text)
    {
        if (text is null)
        {
            Reserve(1)[0] = (byte)'n';
            return;
        }

        var count = Encoding.UTF8.GetByteCount(text);
        Head('s', count);
        Encoding.UTF8.GetBytes(text, Reserve(count));
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Head('b', bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(long number)
    {
        var span = Reserve(9);
        span[0] = (byte)'i';
        BinaryPrimitives.WriteInt64BigEndian(span[1..], number);
    }

    /// <summary>Adds another digest.</summary>
    public void Add(Hash128 hash)
    {
        var span = Reserve(1 + Hash128.Size);
        span[0] = (byte)'h';
        hash.WriteTo(span[1..]);
    }

    /// <summary>Hashes the parts and gives back what was rented; the builder must not be used again.</summary>
    public Hash128 Finish()
    {
        var hash = Of(buffer[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        rented = null;
        buffer = default;
        length = 0;
        return hash;
    }

    private void Head(char kind, int count)
    {
        var span = Reserve(5);
        span[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], count);
    }

    private Span<byte> Reserve(int count)
    {
        if (length + count > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + count, buffer.Length * 2));
            buffer[..length].CopyTo(larger);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
            buffer = larger;
        }

        var span = buffer.Slice(length, count);
        length += count;
        return span;
    }
}
