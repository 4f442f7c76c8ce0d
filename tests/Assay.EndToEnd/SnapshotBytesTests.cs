using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>The snapshots of one project are the same bytes wherever its tests run.</summary>
public sealed class SnapshotBytesTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    [Theory]
    [InlineData("tr_TR.UTF-8", "Asia/Kathmandu")]
    [InlineData("de_DE.UTF-8", "America/St_Johns")]
    [InlineData("ar_SA.UTF-8", "Pacific/Kiritimati")]
    public async Task Snapshots_are_the_same_bytes_in_every_culture_and_time_zone(string locale, string zone)
    {
        var here = await AcceptAsync("C", "UTC");
        var there = await AcceptAsync(locale, zone);

        Assert.Equal(4, here.Count);
        Assert.Equal(here, there);
    }

    // Each starts without a store, so that everything is made in that culture.
    private async Task<Dictionary<string, string>> AcceptAsync(string locale, string zone)
    {
        var project = built.Fresh();
        var surroundings = new Dictionary<string, string> { ["LC_ALL"] = locale, ["LANG"] = locale, ["TZ"] = zone };
        var run = await project.DotnetAsync(surroundings, project.HostArguments("--accept"));
        Assert.True(run.ExitCode == 0, run.Text);
        return Directory.EnumerateFiles(project.Directory, "*.verified.*")
            .ToDictionary(static file => Path.GetFileName(file), static file => Convert.ToHexString(File.ReadAllBytes(file)), StringComparer.Ordinal);
    }
}
