using System.Runtime.InteropServices;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>Which places of a run each generation answers. Holds keys and places alone, some 70 bytes for each candidate.</summary>
internal sealed class CandidateIndex
{
    private readonly Dictionary<Hash128, (int First, int Last)> chains = [];
    private readonly List<Link> links = [];

    /// <summary>How many generations there are.</summary>
    public int Count => chains.Count;

    /// <summary>How many places they answer.</summary>
    public int Places => links.Count;

    /// <summary>Adds a place; those of one generation keep the order in which they were added.</summary>
    public void Add(Hash128 key, Place place)
    {
        var link = links.Count;
        links.Add(new Link(key, place, Next: -1));
        ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, key, out var isKnown);
        if (isKnown)
            CollectionsMarshal.AsSpan(links)[chain.Last].Next = link;
        chain = (isKnown ? chain.First : link, link);
    }

    /// <summary>Whether the run has a generation.</summary>
    public bool Contains(Hash128 key) => chains.ContainsKey(key);

    /// <summary>The places that a generation answers, in order; none where it is unknown.</summary>
    public IReadOnlyList<Place> PlacesOf(Hash128 key)
    {
        if (!chains.TryGetValue(key, out var chain))
            return [];
        var places = new List<Place>(1);
        for (var link = chain.First; link >= 0; link = links[link].Next)
            places.Add(links[link].Place);
        return places;
    }

    /// <summary>The generations, in the order in which they were first added.</summary>
    public IEnumerable<Hash128> Keys()
    {
        for (var i = 0; i < links.Count; i++)
        {
            if (chains[links[i].Key].First == i)
                yield return links[i].Key;
        }
    }

    private record struct Link(Hash128 Key, Place Place, int Next);
}
