using Assay.Results;
using Assay.Sessions;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

/// <summary>The figures that reports of tests have of a slice.</summary>
public sealed class SliceFigureTests
{
    [Fact]
    public void Figures_are_the_means_of_each_score_and_variant_in_the_order_of_the_spec()
    {
        var benchmark = new BenchmarkSpec("triage") { Scores = [new ScoreSpec("right", [new MetricSpec("right")]), new ScoreSpec("length", [new MetricSpec("length")]) { Reduction = "max" }] };
        ItemScore[] rows =
        [
            Row("length", "small", "a", 3, 5), Row("right", "small", "a", 1, 0), Row("right", "small", "b", 1, 1), Row("right", "large", "a", 1, 1),
            new ItemScore("all", "b", "large", "", "", "right", [new SampleScore(null, new Errors.ErrorCode("timeout"))]),
        ];

        var figures = SliceFigure.Of(new SliceResult(benchmark, "all", rows));

        Assert.Equal(
            [("right of large", 1, 2), ("right of small", 0.75, 2), ("length of small", (double?)5, 1)],
            figures.Select(static figure => (figure.Name, figure.Mean, figure.Items)));
    }

    [Theory]
    [InlineData("https://builds.example/7", "https://builds.example/7")]
    [InlineData(null, null)]
    public void The_report_is_what_the_settings_say_else_the_page_in_the_projects_folder(string? said, string? expected)
    {
        var folder = Directory.CreateTempSubdirectory("assay-report-").FullName;
        try
        {
            Assert.Equal(expected, OutcomeText.ReportOf(new SessionSettings { ProjectDirectory = folder, Report = said }));
            File.WriteAllText(Path.Combine(folder, "report.html"), "");
            Assert.Equal(expected ?? Path.Combine(folder, "report.html"), OutcomeText.ReportOf(new SessionSettings { ProjectDirectory = folder, Report = said }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ItemScore Row(string score, string model, string item, params double[] samples) =>
        new("all", item, model, "", "", score, [.. samples.Select(static value => new SampleScore(value))]);
}
