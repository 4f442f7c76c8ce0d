using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests.Guides;

/// <summary>The guides say what is so: their commands are run, their edits made, their outputs seen.</summary>
public sealed class GuideTests(PackageFeed feed)
{
    [Fact]
    public async Task First_benchmark_can_be_followed_to_its_end()
    {
        var guide = await File.ReadAllTextAsync(Checkout.PathOf("docs", "guides", "first-benchmark.md"), TestContext.Current.CancellationToken);
        var reader = new GuideReader(feed.NewUserFolder());

        foreach (var step in GuideStep.Read(guide))
            await reader.FollowAsync(step);

        Assert.True(reader.Commands >= 10, "The guide has lost its commands.");
    }
}
