using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>
/// Says of most keys that were never added that they were not, in two bytes a key: Bloom filters, each twice as large as the one
/// before. Not safe for concurrent use.
/// </summary>
internal sealed class KeyFilter
{
    // With 16 bits a key and 4 of them set, one of 400 absent keys is taken for present in a full filter.
    private const int BitsAKey = 16;
    private const int Probes = 4;
    private const int FirstCapacity = 64 * 1024;

    private readonly List<ulong[]> filters = [];
    private int room;

    /// <summary>Adds a key.</summary>
    /// <returns>Whether it certainly was not there.</returns>
    public bool Add(Hash128 key)
    {
        if (MayHold(key))
            return false;
        if (room == 0)
        {
            room = FirstCapacity << Math.Min(filters.Count, 10);
            filters.Add(new ulong[room * BitsAKey / 64]);
        }

        room--;
        var bits = filters[^1];
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(key, probe, bits);
            bits[bit / 64] |= 1UL << (int)(bit % 64);
        }

        return true;
    }

    /// <summary>Whether a key may have been added; when not, it was not.</summary>
    public bool MayHold(Hash128 key)
    {
        foreach (var bits in filters)
        {
            if (HoldsAll(bits, key))
                return true;
        }

        return false;
    }

    private static bool HoldsAll(ulong[] bits, Hash128 key)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(key, probe, bits);
            if ((bits[bit / 64] & (1UL << (int)(bit % 64))) == 0)
                return false;
        }

        return true;
    }

    // Keys are digests, so that their parts serve as hashes; the sizes are powers of two.
    private static ulong BitOf(Hash128 key, int probe, ulong[] bits) => (key.High + ((ulong)probe * (key.Low | 1))) & (((ulong)bits.Length * 64) - 1);
}
