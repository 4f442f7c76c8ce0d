using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Assay.Datasets;
using Assay.Identity;

namespace Assay.Planning;

/// <summary>The parts of a <see cref="Digest"/> that may be more than memory should hold.</summary>
internal sealed class DigestParts : IDisposable
{
    private readonly SpillFile parts = new();

    /// <summary>Adds a text.</summary>
    public void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = (byte)'s';
        BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
        parts.Append(head);
        parts.Append(bytes);
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(long number)
    {
        Span<byte> part = stackalloc byte[1 + sizeof(long)];
        part[0] = (byte)'i';
        BinaryPrimitives.WriteInt64BigEndian(part[1..], number);
        parts.Append(part);
    }

    /// <summary>Adds another digest.</summary>
    public void Add(Hash128 hash)
    {
        Span<byte> part = stackalloc byte[1 + Hash128.Size];
        part[0] = (byte)'h';
        hash.WriteTo(part[1..]);
        parts.Append(part);
    }

    /// <summary>What a <see cref="Digest"/> gives that the parts were added to one after the other.</summary>
    public static Hash128 Finish(params ReadOnlySpan<DigestParts> all)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        foreach (var one in all)
        {
            for (long place = 0; place < one.parts.Length; place += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, one.parts.Length - place));
                one.parts.Read(place, part);
                hash.AppendData(part);
            }
        }

        Span<byte> sha = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(sha);
        return Hash128.FromBytes(sha);
    }

    public void Dispose() => parts.Dispose();
}
