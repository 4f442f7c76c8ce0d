using Assay.Statistics;

namespace Assay.Tests.Statistics;

public sealed class StableRandomTests
{
    [Fact]
    public void Xoshiro_gives_the_published_stream()
    {
        var random = new StableRandom(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625];
        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void SplitMix_gives_the_published_stream()
    {
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => StableRandom.SplitMix64(ref state)).ToArray());
    }

    [Fact]
    public void One_seed_gives_one_stream_and_another_seed_another()
    {
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    [Fact]
    public void Integers_are_uniform_below_their_bound()
    {
        var counts = new int[3];
        var random = new StableRandom(1);
        for (var i = 0; i < 30_000; i++)
            counts[random.NextInt(3)]++;
        Assert.All(counts, static count => Assert.InRange(count, 9_700, 10_300));
        Assert.Equal(0, random.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Doubles_lie_from_0_to_below_1()
    {
        var random = new StableRandom(3);
        var values = Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ToArray();
        Assert.All(values, static value => Assert.InRange(value, 0, Math.BitDecrement(1.0)));
        Assert.InRange(values.Average(), 0.49, 0.51);
    }

    private static ulong[] Draw(ulong seed)
    {
        var random = new StableRandom(seed);
        return [random.NextUInt64(), random.NextUInt64()];
    }
}
