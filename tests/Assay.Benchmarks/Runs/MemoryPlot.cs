using System.Globalization;
using System.Text;

namespace Assay.Benchmarks.Runs;

/// <summary>Draws the largest working set of each measure against the number of trials, as SVG.</summary>
internal static class MemoryPlot
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 60;
    private const int Right = 180;
    private const int Top = 20;
    private const int Bottom = 40;
    private const double Budget = 250;
    private static readonly string[] Shown = ["planning", "writing", "full run", "resume", "aggregate", "snapshot"];
    private static readonly string[] Colours = ["#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677", "#aa3377"];

    /// <summary>The plot of a report.</summary>
    public static string Of(IReadOnlyList<SizeReport> sizes)
    {
        var highest = Math.Max(Budget * 1.1, sizes.SelectMany(static size => size.Measures).Max(static measure => measure.PeakBytes / 1e6));
        var (first, last) = (Math.Log10(sizes.Min(static size => size.Trials)), Math.Log10(sizes.Max(static size => size.Trials)));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title>Peak working set against the number of trials</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        for (var megabytes = 0; megabytes <= highest; megabytes += 50)
            text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(megabytes):0.0}H{Width - Right}\" stroke=\"#dddddd\"/><text x=\"{Left - 6}\" y=\"{Y(megabytes) + 4:0.0}\" text-anchor=\"end\">{megabytes}</text>\n");
        foreach (var size in sizes)
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(size.Trials):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{size.Trials:#,0}</text>\n");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"12\">MB, against trials</text>\n");
        text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(Budget):0.0}H{Width - Right}\" stroke=\"#333333\" stroke-dasharray=\"6 4\"/><text x=\"{Width - Right + 6}\" y=\"{Y(Budget) + 4:0.0}\">budget</text>\n");
        for (var i = 0; i < Shown.Length; i++)
        {
            var points = sizes.SelectMany(size => size.Measures.Where(measure => measure.Name == Shown[i]).Select(measure => (X: X(size.Trials), Y: Y(measure.PeakBytes / 1e6)))).ToList();
            if (points.Count == 0)
                continue;
            var line = string.Join(' ', points.Select(static point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.0},{point.Y:0.0}")));
            var legend = Top + 20 + (18 * i);
            text.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"2\"/>\n");
            text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Width - Right + 50} {legend}h20\" stroke=\"{Colours[i]}\" stroke-width=\"3\"/><text x=\"{Width - Right + 76}\" y=\"{legend + 4}\">{Shown[i]}</text>\n");
        }

        return text.Append("</svg>\n").ToString();

        double X(int trials) => Left + ((Math.Log10(trials) - first) / Math.Max(1e-9, last - first) * (Width - Left - Right));
        double Y(double megabytes) => Top + ((1 - (megabytes / highest)) * (Height - Top - Bottom));
    }
}
