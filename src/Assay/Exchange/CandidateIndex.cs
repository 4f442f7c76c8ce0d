using System.Numerics;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>
/// Which places of a run each generation answers. A hash table of its own, because a run may have millions: some 40 bytes for
/// each place and nothing else.
/// </summary>
internal sealed class CandidateIndex
{
    private const int None = -1;

    private Link[] links;
    private int[] buckets;

    /// <summary>Makes an empty index.</summary>
    /// <param name="capacity">How many places are expected.</param>
    public CandidateIndex(int capacity = 1024)
    {
        links = new Link[Math.Max(capacity, 1)];
        buckets = [];
        Rehash();
    }

    /// <summary>How many generations there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many places they answer.</summary>
    public int Places { get; private set; }

    /// <summary>Adds a place; those of one generation keep the order in which they were added.</summary>
    public void Add(Hash128 key, Place place)
    {
        if (Places == links.Length)
        {
            Array.Resize(ref links, checked(links.Length * 2));
            Rehash();
        }

        var first = Find(key);
        var added = Places++;
        links[added] = new Link { Key = key, Task = place.Task, Ordinal = checked((int)place.Ordinal), NextPlace = None, Last = added };
        if (first == None)
        {
            Count++;
            Chain(added);
            return;
        }

        links[added].IsFollower = true;
        links[links[first].Last].NextPlace = added;
        links[first].Last = added;
    }

    /// <summary>Whether the run has a generation.</summary>
    public bool Contains(Hash128 key) => Find(key) != None;

    /// <summary>The places that a generation answers, in order; none where it is unknown.</summary>
    public IReadOnlyList<Place> PlacesOf(Hash128 key)
    {
        var link = Find(key);
        if (link == None)
            return [];
        var places = new List<Place>(1);
        for (; link != None; link = links[link].NextPlace)
            places.Add(new Place(links[link].Task, links[link].Ordinal));
        return places;
    }

    /// <summary>The generations, in the order in which they were first added.</summary>
    public IEnumerable<Hash128> Keys()
    {
        for (var i = 0; i < Places; i++)
        {
            if (!links[i].IsFollower)
                yield return links[i].Key;
        }
    }

    private int Find(Hash128 key)
    {
        for (var link = buckets[BucketOf(key)]; link != None; link = links[link].NextInBucket)
        {
            if (links[link].Key == key)
                return link;
        }

        return None;
    }

    private void Rehash()
    {
        buckets = new int[BitOperations.RoundUpToPowerOf2((uint)links.Length)];
        Array.Fill(buckets, None);
        for (var i = 0; i < Places; i++)
        {
            if (!links[i].IsFollower)
                Chain(i);
        }
    }

    private void Chain(int link)
    {
        ref var bucket = ref buckets[BucketOf(links[link].Key)];
        links[link].NextInBucket = bucket;
        bucket = link;
    }

    /// <summary>A key is a digest, so that any of its bits will do.</summary>
    private int BucketOf(Hash128 key) => (int)(key.Low & (uint)(buckets.Length - 1));

    private struct Link
    {
        public Hash128 Key;
        public int Task;
        public int Ordinal;
        public int NextPlace;
        public int NextInBucket;
        public int Last;
        public bool IsFollower;
    }
}
