using Assay.Errors;
using Assay.Sessions;

namespace Assay.Tests.Sessions;

/// <summary>What a slice says that could not be scored at all.</summary>
public sealed class FailedSliceTests
{
    [Fact]
    public async Task Slice_without_items_fails_and_is_not_accepted()
    {
        using var project = new CutProject();
        project.WriteItems(0);

        var accepted = await project.AcceptAsync();
        var again = await project.RunAsync("1", static (_, _) => "yes");

        Assert.All([accepted, again], static outcome => Assert.Equal(OutcomeKind.Failed, outcome.Kind));
        Assert.StartsWith("cuts / all: no items, so that nothing was measured.", again.Message, StringComparison.Ordinal);
        Assert.Empty(project.SnapshotTexts);
    }

    [Fact]
    public async Task Reason_that_is_rare_is_named_beside_one_that_is_frequent()
    {
        using var project = new CutProject();
        project.WriteItems(20);

        var outcome = await project.RunAsync("1", static (item, _) => item == 19 ? throw new EngineException(ErrorCode.ContentFilter, "Refused.") : "broken");

        Assert.StartsWith("20 scores could not be made, so nothing was compared: metric_failed × 19, content_filter × 1.", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("\n  m / q04: metric_failed: ", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("m / q05:", outcome.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  m / q19: content_filter: Refused.\n  … and 14 more", outcome.Message.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_users_code_threw_names_file_and_line()
    {
        using var project = new CutProject();

        var outcome = await project.RunAsync("1", static (_, _) => "broken");

        Assert.Matches(@"metric_failed: Metric 'right' threw FormatException: No\. \(at CutProject\.cs:\d+\)", outcome.Message);
    }
}
