using System.Security.Cryptography;

namespace Assay.Benchmarks.Measures;

/// <summary>SHA-256 without anything around it.</summary>
internal static class BareHash
{
    /// <summary>How long it takes to hash so many messages.</summary>
    /// <param name="messages">How many.</param>
    /// <param name="length">Their length in bytes.</param>
    public static TimeSpan Time(int messages, int length) => PreparedMeasure.Time(() =>
    {
        Span<byte> message = stackalloc byte[length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < messages; i++)
        {
            message[i % length]++;
            SHA256.HashData(message, hash);
        }
    });
}
