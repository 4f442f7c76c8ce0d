using Assay.Errors;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class ObservabilityLinkTests : IDisposable
{
    private static readonly LinkRecord Trace = new("trace", new Uri("https://trace.example/1"));
    private static readonly LinkRecord Part = new("trace", new Uri("https://trace.example/1#part"));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Links_of_runs_and_generations_are_told_apart_and_kept_in_order()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = bundle.Completed(1);
        await bundle.AppendAsync(generation);
        var links = bundle.Storage.Links;
        await links.AddToGenerationAsync(bundle.Run, generation.RowId, Part, default);
        await links.AddToGenerationAsync(bundle.Run, generation.RowId, Trace, default);
        await links.AddToRunAsync(bundle.Run, Trace, default);

        Assert.Equal([Part.Url.OriginalString, Trace.Url.OriginalString], (await links.ReadGenerationAsync(generation.RowId, default)).Select(link => link.Url.OriginalString));
        Assert.Equal([Trace], await links.ReadRunAsync(bundle.Run, default));
    }

    [Fact]
    public async Task Link_that_is_there_is_not_added_again()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = new GenerationEntry
        {
            RunId = bundle.Run,
            Key = TestBundle.Key(1),
            ModelId = bundle.Model,
            Seed = 1,
            Output = "A",
            Started = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            Links = [Trace],
        };
        await bundle.AppendAsync(generation);

        await bundle.Storage.Links.AddToGenerationAsync(bundle.Run, generation.RowId, Trace, default);
        await bundle.Storage.Links.AddToRunAsync(bundle.Run, Trace, default);
        await bundle.Storage.Links.AddToRunAsync(bundle.Run, Trace, default);

        Assert.Single(await bundle.Storage.Links.ReadGenerationAsync(generation.RowId, default));
        Assert.Single(await bundle.Storage.Links.ReadRunAsync(bundle.Run, default));
    }

    [Fact]
    public async Task Link_to_what_is_not_there_is_refused_and_the_store_used_on()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);

        var run = await Assert.ThrowsAsync<StoreException>(async () => await bundle.Storage.Links.AddToRunAsync(99, Trace, default));
        var generation = await Assert.ThrowsAsync<StoreException>(async () => await bundle.Storage.Links.AddToGenerationAsync(bundle.Run, 99, Trace, default));

        Assert.Equal([ErrorCode.OptionInvalid, ErrorCode.OptionInvalid], [run.Code, generation.Code]);
        await bundle.Storage.Links.AddToRunAsync(bundle.Run, Trace, default);
    }
}
