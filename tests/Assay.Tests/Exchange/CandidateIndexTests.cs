using Assay.Exchange;
using Assay.Identity;

namespace Assay.Tests.Exchange;

public sealed class CandidateIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public void Index_gives_every_place_of_a_generation_in_order_however_it_grew(int capacity)
    {
        var index = new CandidateIndex(capacity);
        for (var i = 0; i < 3000; i++)
            index.Add(Key(i % 1000), new Place(i / 1500, i));

        Assert.Equal((1000, 3000), (index.Count, index.Places));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => Key(i)), index.Keys());
        Assert.Equal([new Place(0, 7), new Place(0, 1007), new Place(1, 2007)], index.PlacesOf(Key(7)));
        Assert.Empty(index.PlacesOf(Key(1000)));
        Assert.False(index.Contains(Key(1000)));
    }

    [Fact]
    public void Keys_that_share_a_bucket_are_told_apart()
    {
        var index = new CandidateIndex(4);
        index.Add(new Hash128(1, 16), new Place(0, 1));
        index.Add(new Hash128(2, 16), new Place(0, 2));
        index.Add(new Hash128(1, 32), new Place(0, 3));

        Assert.Equal(new Place(0, 2), Assert.Single(index.PlacesOf(new Hash128(2, 16))));
        Assert.Equal(3, index.Count);
    }

    private static Hash128 Key(int number) => Digest.Of(FormattableString.Invariant($"key {number}"));
}
