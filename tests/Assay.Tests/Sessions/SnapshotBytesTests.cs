using System.Globalization;
using Assay.Sessions;

namespace Assay.Tests.Sessions;

/// <summary>The snapshots of one project are the same bytes wherever it is run.</summary>
public sealed class SnapshotBytesTests
{
    private static readonly string[] Files = ["Questions.verified.md", "Questions.verified.items.tsv"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task Snapshots_accepted_in_another_culture_are_the_same_bytes(string culture)
    {
        using var invariant = await AcceptedInAsync(CultureInfo.InvariantCulture);
        using var other = await AcceptedInAsync(new CultureInfo(culture));

        foreach (var file in Files)
            Assert.Equal(await File.ReadAllBytesAsync(invariant.PathOf(file), Token), await File.ReadAllBytesAsync(other.PathOf(file), Token));
    }

    [Fact]
    public async Task Verified_files_with_other_line_ends_pass_and_are_left_as_they_are()
    {
        using var project = await QuestionProject.AcceptedAsync();
        foreach (var file in Files)
            project.Break(file, (await File.ReadAllTextAsync(project.PathOf(file), Token)).ReplaceLineEndings("\r\n"));
        var before = await File.ReadAllBytesAsync(project.PathOf(Files[1]), Token);
        await using var session = project.Open();

        foreach (var slice in (string[])["jsonl", "json", "csv"])
            Assert.Equal(OutcomeKind.Passed, (await session.VerifyAsync("questions", slice, null, Token)).Kind);

        Assert.Equal(before, await File.ReadAllBytesAsync(project.PathOf(Files[1]), Token));
    }

    // A culture that is set within an asynchronous method ends with it.
    private static async Task<QuestionProject> AcceptedInAsync(CultureInfo culture)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        return await QuestionProject.AcceptedAsync();
    }
}
