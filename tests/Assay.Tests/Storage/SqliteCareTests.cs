using Assay.Identity;
using Assay.Storage;
using Assay.Storage.Care;

namespace Assay.Tests.Storage;

/// <summary>What the care of a SQLite store has beyond the contract, see <see cref="StoreCareTests"/>.</summary>
public sealed class SqliteCareTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Table_that_is_gone_is_found_and_the_rest_is_read_on()
    {
        await WriteOneAsync();
        StoreInspector.Execute(folder.Path, "DROP TABLE work_items");

        var verification = await VerifyAsync(readOnly: true);

        Assert.All(verification.Findings, static finding => Assert.Equal((FindingCode.Damaged, "assay.db"), (finding.Code, finding.Place)));
        Assert.NotEmpty(verification.Findings);
        Assert.True(verification.Events > 0);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task Stores_of_every_version_so_far_are_sound_once_brought_forward(string version)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Assets", version, "assay.db"), StoreInspector.FileOf(folder.Path));

        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Damaged_page_is_found_and_the_rest_is_read_on()
    {
        await WriteOneAsync();
        StoreInspector.Execute(folder.Path, "CREATE TABLE extra(x); INSERT INTO extra SELECT hex(zeroblob(2000)) FROM plans");
        var page = StoreInspector.Count(folder.Path, "SELECT rootpage FROM sqlite_schema WHERE name = 'extra'");
        var bytes = await File.ReadAllBytesAsync(StoreInspector.FileOf(folder.Path), Token);
        Array.Fill(bytes, (byte)0xff, (int)(page - 1) * 4096, 4096);
        await File.WriteAllBytesAsync(StoreInspector.FileOf(folder.Path), bytes, Token);

        var verification = await VerifyAsync(readOnly: true);

        Assert.All(verification.Findings, static finding => Assert.Equal(FindingCode.Damaged, finding.Code));
        Assert.NotEmpty(verification.Findings);
        Assert.True(verification.Events > 0);
    }

    [Fact]
    public async Task Verifying_leaves_the_store_as_it_is()
    {
        await WriteOneAsync();
        var before = await File.ReadAllBytesAsync(StoreInspector.FileOf(folder.Path), Token);

        await VerifyAsync(readOnly: true);

        Assert.Equal(before, await File.ReadAllBytesAsync(StoreInspector.FileOf(folder.Path), Token));
    }

    [Fact]
    public async Task Care_is_reached_through_the_orchestrator()
    {
        await using var orchestrator = Orchestrator.FromProjectSpec(new("test"), new OrchestratorOptions { ProjectDirectory = folder.Path });

        Assert.True((await (await orchestrator.GetStorageAsync(Token)).Care!.VerifyAsync(Token)).IsSound);
    }

    [Fact]
    public async Task Compaction_gives_room_back()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        for (var i = 0; i < 500; i++)
            await bundle.Storage.Runs.AppendAsync(bundle.Completed(i, new Output(FormattableString.Invariant($"{i} {Convert.ToHexString(Digest.Of($"{i}").ToBytes())}") + new string((char)('a' + (i % 26)), 400))), Token);

        var report = await bundle.Storage.Care!.CompactAsync(new CompactOptions { DropRuns = [bundle.Run] }, Token);

        Assert.True(report.Events >= 500);
        Assert.True(report.BytesAfter < report.BytesBefore / 2, $"{report}");
        Assert.Equal(report.BytesAfter, new FileInfo(StoreInspector.FileOf(folder.Path)).Length);
    }

    private async Task WriteOneAsync()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await bundle.AppendAsync(bundle.Completed(0, new Output(new string('x', 2000))));
    }

    private async Task<StoreVerification> VerifyAsync(bool readOnly = false)
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new() { Directory = folder.Path, ReadOnly = readOnly }, TimeProvider.System, Token);
        return await storage.Care!.VerifyAsync(Token);
    }
}
