using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Assay.Cli.Reports;

/// <summary>
/// Scores by model and differences between models with their intervals, as one picture: no script, no font and no link, in the light or dark scheme of whoever
/// looks at it. Equal figures make equal bytes.
/// </summary>
internal sealed class SvgChart
{
    private const int Width = 880;
    private const int LabelEnd = 290;
    private const int ChartEnd = 660;
    private const int RowHeight = 24;
    private const int LongestLabel = 40;
    private const int MostRows = 150;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const string Style = """
        text{font:13px system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;fill:#1c2430}.title{font-weight:600;font-size:15px}.head{font-weight:600}.faint{fill:#586374}.n{text-anchor:end}.axis{stroke:#d5dae2}.zero{stroke:#586374;stroke-dasharray:3 3}.even{stroke:#2f5fb3;fill:#2f5fb3}.good{stroke:#18703a;fill:#18703a}.bad{stroke:#b3261e;fill:#b3261e}.range{stroke-width:2}.card{fill:#fff;stroke:#e1e5eb}
        @media (prefers-color-scheme:dark){text{fill:#e4e8ee}.faint{fill:#9ba7b7}.axis{stroke:#3a4452}.zero{stroke:#9ba7b7}.even{stroke:#8cb4f5;fill:#8cb4f5}.good{stroke:#6fcf8e;fill:#6fcf8e}.bad{stroke:#ff958d;fill:#ff958d}.card{fill:#181d25;stroke:#2c343f}}
        """;

    private readonly XElement body = new(Svg + "g");
    private int y = 16;
    private int rows;

    private SvgChart()
    {
    }

    /// <summary>Draws the figures.</summary>
    public static string Of(ReportFigures figures)
    {
        var chart = new SvgChart();
        chart.Scores(figures.Means);
        chart.Differences(figures.Differences);
        if (chart.rows > MostRows)
            chart.Text(24, "faint", string.Create(CultureInfo.InvariantCulture, $"{chart.rows - MostRows} more rows are not shown."), 20);
        if (chart.rows == 0)
            chart.Text(24, "faint", "There are no scores.", 20);
        var height = chart.y + 16;
        var root = new XElement(
            Svg + "svg",
            new XAttribute("width", Width),
            new XAttribute("height", height),
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", "Scores by model, and differences between models, with 95 % intervals"),
            new XElement(Svg + "style", Style.ReplaceLineEndings("\n")),
            new XElement(Svg + "rect", new XAttribute("class", "card"), new XAttribute("x", "0.5"), new XAttribute("y", "0.5"), new XAttribute("width", Width - 1), new XAttribute("height", height - 1), new XAttribute("rx", 10)),
            chart.body);
        return root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private void Scores(JsonArray means)
    {
        foreach (var group in means.GroupBy(static row => (Text(row, "benchmark"), Text(row, "slice"), Text(row, "metric"))))
        {
            var scored = group.Where(static row => row!["mean"] is not null).ToList();
            if (scored.Count == 0)
                continue;
            var (low, high) = (Math.Min(0, scored.Min(static row => Number(row, "lower") ?? Number(row, "mean")!.Value)), Math.Max(1, scored.Max(static row => Number(row, "upper") ?? Number(row, "mean")!.Value)));
            Head($"{group.Key.Item1} / {group.Key.Item2}: {group.Key.Item3}", (bool)scored[0]!["higher_is_better"]! ? "" : "lower is better", low, high);
            foreach (var row in scored)
                Row(VariantOf(row), Number(row, "mean")!.Value, Number(row, "lower"), Number(row, "upper"), low, high, "even", Shown(Number(row, "mean")!.Value));
            y += 12;
        }
    }

    private void Differences(JsonArray differences)
    {
        var shown = differences.Where(static row => row!["delta"] is not null).ToList();
        if (shown.Count == 0)
            return;
        var far = shown.Max(static row => Math.Max(Math.Abs(Number(row, "delta")!.Value), Math.Max(Math.Abs(Number(row, "lower") ?? 0), Math.Abs(Number(row, "upper") ?? 0))));
        far = far == 0 ? 1 : far;
        foreach (var group in shown.GroupBy(static row => (Text(row, "benchmark"), Text(row, "treatment"), Text(row, "baseline"))))
        {
            Head($"{group.Key.Item1}: {group.Key.Item2} less {group.Key.Item3}", "", -far, far);
            foreach (var row in group)
            {
                var (delta, lower, upper) = (Number(row, "delta")!.Value, Number(row, "lower"), Number(row, "upper"));
                var kind = lower is null || (lower <= 0 && upper >= 0) ? "even" : delta > 0 == (bool)row!["higher_is_better"]! ? "good" : "bad";
                Row(string.Join(" · ", new[] { Text(row, "slice"), Text(row, "metric"), Text(row, "prompt"), Text(row, "params") }.Where(static part => part.Length > 0)), delta, lower, upper, -far, far, kind, (delta > 0 ? "+" : "") + Shown(delta));
            }

            y += 12;
        }
    }

    private void Head(string title, string note, double low, double high)
    {
        if (rows >= MostRows)
            return;
        y += 14;
        Label(24, "head", title, 60);
        if (note.Length > 0)
            Add("text", note, ("class", "faint n"), ("x", Width - 24), ("y", y));
        y += 18;
        foreach (var value in low < 0 && high > 0 ? (double[])[low, 0, high] : [low, (low + high) / 2, high])
            Add("text", Shown(value), ("class", "faint"), ("x", X(value, low, high)), ("y", y), ("text-anchor", "middle"));
        y += 8;
    }

    private void Row(string label, double value, double? lower, double? upper, double low, double high, string kind, string figure)
    {
        rows++;
        if (rows > MostRows)
            return;
        var middle = y + (RowHeight / 2);
        y += 16;
        Label(24, "", label, LongestLabel);
        Add("line", null, ("class", "axis"), ("x1", LabelEnd), ("x2", ChartEnd), ("y1", middle), ("y2", middle));
        if (low < 0 && high > 0)
            Add("line", null, ("class", "zero"), ("x1", X(0, low, high)), ("x2", X(0, low, high)), ("y1", middle - 12), ("y2", middle + 12));
        if (lower is { } from && upper is { } to)
        {
            Add("path", null, ("class", $"range {kind}"), ("fill", "none"), ("d", $"M{X(from, low, high)} {middle}H{X(to, low, high)}M{X(from, low, high)} {middle - 4}v8M{X(to, low, high)} {middle - 4}v8"));
            Add("text", $"{Shown(from)} to {Shown(to)}", ("class", "faint n"), ("x", Width - 24), ("y", y));
        }

        Add("circle", null, ("class", kind), ("cx", X(value, low, high)), ("cy", middle), ("r", "4.5"));
        Add("text", figure, ("class", "head n"), ("x", ChartEnd + 66), ("y", y));
        y += RowHeight - 16;
    }

    private void Label(int x, string kind, string text, int longest)
    {
        var plain = XmlText.Of(text);
        var cut = plain.EnumerateRunes().Count() > longest ? string.Concat(plain.EnumerateRunes().Take(longest - 1).Select(static rune => rune.ToString())) + "…" : plain;
        var label = Add("text", cut, ("class", kind), ("x", x), ("y", y));
        if (cut != plain)
            label.Add(new XElement(Svg + "title", plain));
    }

    private void Text(int x, string kind, string text, int height)
    {
        Add("text", text, ("class", kind), ("x", x), ("y", y + 14));
        y += height;
    }

    private XElement Add(string name, string? text, params (string Name, object Value)[] attributes)
    {
        var element = new XElement(Svg + name, attributes.Where(static one => one.Value is not "").Select(static one => new XAttribute(one.Name, one.Value)), text);
        body.Add(element);
        return element;
    }

    private static string X(double value, double low, double high) =>
        (LabelEnd + ((value - low) / (high - low) * (ChartEnd - LabelEnd))).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Shown(double value) => value.ToString("0.###", CultureInfo.InvariantCulture).Replace("-", "\u2212", StringComparison.Ordinal) is var text && text == "\u22120" ? "0" : text;

    private static string VariantOf(JsonNode? row) =>
        string.Join(" · ", new[] { Text(row, "model"), Text(row, "prompt"), Text(row, "params") }.Where(static part => part.Length > 0)) is { Length: > 0 } text ? text : "all";

    private static string Text(JsonNode? row, string name) => (string?)row![name] ?? "";

    private static double? Number(JsonNode? row, string name) => (double?)row![name];
}
