using System.Text;
using System.Text.Json;
using Assay.Reporting;
using Assay.Results;
using Assay.Statistics;

namespace Assay.Tests.Reporting;

public sealed class ReportTableTests
{
    private static readonly ReportTable Table = new(
        ["model", "mean", "count", "clusters"],
        [
            [ReportCell.Of("=m|1"), ReportCell.Of(-0.123456), ReportCell.Count(12), ReportCell.Count(null)],
            [ReportCell.Of("<b>_m_\n"), ReportCell.Of((double?)null), ReportCell.Count(0), ReportCell.Count(3)],
        ]);

    [Fact]
    public void Csv_writes_numbers_in_full_and_nothing_as_nothing() =>
        Assert.Equal("model,mean,count,clusters\n'=m|1,-0.123456,12,\n\"<b>_m_\n\",,0,3\n", Table.ToCsv());

    [Fact]
    public void Markdown_shows_texts_as_they_are_and_figures_by_four_decimals() =>
        Assert.Equal(
            """
            | model | mean | count | clusters |
            | --- | --- | --- | --- |
            | =m\|1 | -0.1235 | 12 | – |
            | &lt;b&gt;\_m\_\\n | – | 0 | 3 |


            """.ReplaceLineEndings("\n"),
            Table.ToMarkdown());

    [Fact]
    public void Json_has_an_object_per_row()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Table.WriteJson(json);

        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal("=m|1", document.RootElement[0].GetProperty("model").GetString());
        Assert.Equal("""{"mean":-0.123456,"count":12,"clusters":null}""", document.RootElement[0].GetRawText()[(document.RootElement[0].GetRawText().IndexOf(",\"mean", StringComparison.Ordinal) + 1)..].Insert(0, "{"));
    }

    [Fact]
    public void Comparisons_are_tables_too()
    {
        var row = new ComparisonRow(["s1", "em"], "em", "m1", "m2")
        {
            Pairs = 4,
            Delta = 0.5,
            PValue = 0.125,
            AdjustedPValue = 0.25,
            Interval = new ConfidenceInterval(0, 1, 0.95),
            Method = "bootstrap_BCa_mcnemar_exact",
            Moved = (2, 0),
            BaselineMean = 0.25,
            TreatmentMean = 0.75,
        };

        var csv = new ComparisonTable("model", [GroupKind.Slice, GroupKind.Metric], [row], PValueCorrection.Holm, 0.95).ToReportTable().ToCsv();

        Assert.Equal(
            "slice,metric,baseline,treatment,pairs,baseline_mean,treatment_mean,delta,lower,upper,p,adjusted_p,method,moved_higher,moved_lower,baseline_only,treatment_only,neither,clusters\n"
            + "s1,em,m1,m2,4,0.25,0.75,0.5,0,1,0.125,0.25,bootstrap_BCa_mcnemar_exact,2,0,0,0,0,\n",
            csv);
    }
}
