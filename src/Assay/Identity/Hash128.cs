using System.Buffers.Binary;
using System.Globalization;

namespace Assay.Identity;

/// <summary>
/// A 128-bit identity: the first 16 bytes of a SHA-256. Shown as its first 12 hexadecimal digits
/// and stored as all 16 bytes; two different inputs collide with probability 2^-64 at four billion ids.
/// </summary>
/// <param name="High">The first eight bytes, big-endian.</param>
/// <param name="Low">The last eight bytes, big-endian.</param>
public readonly record struct Hash128(ulong High, ulong Low) : IComparable<Hash128>
{
    /// <summary>The length of the stored form, in bytes.</summary>
    public const int Size = 16;

    /// <summary>Reads the stored form.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes; the rest is ignored.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is shorter than <see cref="Size"/>.</exception>
    public static Hash128 FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the stored form.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>The stored form as a new array of <see cref="Size"/> bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>The first 12 hexadecimal digits: what people read and type.</summary>
    public string Short => High.ToString("x16", CultureInfo.InvariantCulture)[..12];

    /// <summary>All 32 hexadecimal digits, lower case.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Parses all 32 hexadecimal digits.</summary>
    /// <param name="text">32 hexadecimal digits in either case.</param>
    /// <param name="value">The identity, or default when the text is not one.</param>
    /// <returns>Whether <paramref name="text"/> was an identity.</returns>
    public static bool TryParse(string? text, out Hash128 value)
    {
        value = default;
        if (text is not { Length: 32 }
            || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
            return false;
        value = new Hash128(high, low);
        return true;
    }

    /// <summary>Orders by the stored bytes.</summary>
    public int CompareTo(Hash128 other) =>
        High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether the left id's bytes come first.</summary>
    public static bool operator <(Hash128 left, Hash128 right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id's bytes come last.</summary>
    public static bool operator >(Hash128 left, Hash128 right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id's bytes come first or are equal.</summary>
    public static bool operator <=(Hash128 left, Hash128 right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id's bytes come last or are equal.</summary>
    public static bool operator >=(Hash128 left, Hash128 right) => left.CompareTo(right) >= 0;
}
