using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Assay.Cli.Terminal;

namespace Assay.Cli.Reports;

/// <summary>Reports as text: Markdown for a pull request, JUnit XML, and annotations of GitHub.</summary>
internal static class PlainReports
{
    private const int LongestMessage = 4_000;

    /// <summary>Markdown: a row for each slice, and what was found under those that are not green.</summary>
    public static string Markdown(IReadOnlyList<Outcome> outcomes)
    {
        var text = new StringBuilder("## Evaluations\n\n").Append(Summary(outcomes)).Append("\n\n");
        text.Append("| | benchmark | slice | verdict | largest change |\n| --- | --- | --- | --- | --- |\n");
        foreach (var outcome in outcomes)
            text.Append(CultureInfo.InvariantCulture, $"| {Mark(outcome)} | {Cell(outcome.Benchmark)} | {Cell(outcome.Slice)} | {outcome.Shown} | {Cell(Largest(outcome))} |\n");
        foreach (var outcome in outcomes.Where(static outcome => outcome.Kind is "failed" or "inconclusive" or "improved"))
            text.Append(CultureInfo.InvariantCulture, $"\n<details{(outcome.Kind == "failed" ? " open" : "")}><summary>{Html($"{outcome.Benchmark} / {outcome.Slice}: {outcome.Shown}")}</summary>\n\n{Fenced(Cut(outcome.Message))}\n</details>\n");
        return text.ToString();
    }

    /// <summary>JUnit XML: a suite for each benchmark, a case for each slice; an inconclusive one is skipped.</summary>
    public static string JUnit(IReadOnlyList<Outcome> outcomes)
    {
        var root = new XElement("testsuites", outcomes.GroupBy(static outcome => outcome.Benchmark, StringComparer.Ordinal).Select(static suite => new XElement(
            "testsuite",
            new XAttribute("name", XmlText.Clean(suite.Key)),
            new XAttribute("tests", suite.Count()),
            new XAttribute("failures", suite.Count(static outcome => outcome.Kind == "failed")),
            new XAttribute("skipped", suite.Count(static outcome => outcome.Kind == "inconclusive")),
            suite.Select(Case))));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>GitHub's workflow commands: an error or a warning at the line of each slice that is not green.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="folder">The project's folder relative to the repository; empty for its root.</param>
    public static string Annotations(IReadOnlyList<Outcome> outcomes, string folder)
    {
        var text = new StringBuilder();
        foreach (var outcome in outcomes.Where(static outcome => outcome.Kind is "failed" or "inconclusive"))
        {
            var place = outcome.File is null ? "" : $" file={Property(Path.Combine(folder, outcome.File).Replace('\\', '/'))}{(outcome.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $",line={outcome.Line}") : "")},title={Property($"{outcome.Benchmark} / {outcome.Slice}: {outcome.Shown}")}";
            text.Append(CultureInfo.InvariantCulture, $"::{(outcome.Kind == "failed" ? "error" : "warning")}{place}::{Data(Cut(outcome.Message))}\n");
        }

        return text.ToString();
    }

    /// <summary>How many slices ended how.</summary>
    public static string Summary(IReadOnlyList<Outcome> outcomes) => outcomes.Count == 0
        ? "No slice was run."
        : string.Join(", ", outcomes.GroupBy(static outcome => outcome.Shown).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))) + ".";

    private static XElement Case(Outcome outcome)
    {
        var element = new XElement("testcase", new XAttribute("classname", XmlText.Clean(outcome.Benchmark)), new XAttribute("name", XmlText.Clean(outcome.Slice)));
        if (outcome.File is { } file)
            element.Add(new XAttribute("file", XmlText.Clean(file)), new XAttribute("line", outcome.Line));
        var first = outcome.Message.Split('\n')[0];
        if (outcome.Kind == "failed")
            element.Add(new XElement("failure", new XAttribute("message", XmlText.Clean(first)), new XAttribute("type", outcome.Shown), XmlText.Clean(outcome.Message)));
        else if (outcome.Kind == "inconclusive")
            element.Add(new XElement("skipped", new XAttribute("message", XmlText.Clean(first))));
        if (outcome.Comparisons.Any())
            element.Add(new XElement("system-out", XmlText.Clean(string.Join('\n', outcome.Comparisons.Select(Line)))));
        return element;
    }

    private static string Largest(Outcome outcome) =>
        outcome.Comparisons.OrderByDescending(static comparison => Math.Abs((double)comparison["difference"]!)).Select(Line).FirstOrDefault() ?? "";

    private static string Line(JsonNode comparison)
    {
        var variant = string.Join(", ", ((string[])["model", "prompt", "params"]).Select(name => (string)comparison[name]!).Where(static part => part.Length > 0));
        return $"{comparison["score"]} of {variant}{(comparison["baseline"] is { } baseline ? $" against {baseline}" : "")}: {Number(comparison["before"])} → {Number(comparison["after"])}{(comparison["p"] is { } p ? $" (p = {Number(p)})" : "")}";
    }

    private static string Number(JsonNode? node) => node is null ? "–" : ((double)node).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Mark(Outcome outcome) => outcome.Kind switch
    {
        "failed" => "❌",
        "inconclusive" => "⚠️",
        "improved" => "⬆️",
        _ => "✅",
    };

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "\n…";

    private static string Cell(string text) => Html(SafeText.OneLine(text)).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Html(string text) => SafeText.OneLine(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A block of code that no text can end: its fence is longer than any in it.</summary>
    private static string Fenced(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}\n{SafeText.Lines(text).TrimEnd('\n')}\n{fence}\n";
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
