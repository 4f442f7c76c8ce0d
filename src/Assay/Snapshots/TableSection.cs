using System.Globalization;
using System.Text;
using Assay.Results;
using Assay.Specs;
using Assay.Statistics;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>One slice's section of a table file.</summary>
internal static class TableSection
{
    /// <summary>The heading line, by which a section is found again.</summary>
    public static string HeadingOf(string slice) => "## " + MarkdownText.Escape(slice);

    /// <summary>The section without a trailing line end.</summary>
    /// <param name="benchmark">The spec.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="rows">The slice's scores in the order of the items file.</param>
    public static string Write(BenchmarkSpec benchmark, string slice, IReadOnlyList<ItemScore> rows)
    {
        var text = new StringBuilder(HeadingOf(slice)).Append("\n\n");
        var dimensions = benchmark.Slices.FirstOrDefault(spec => spec.Id == slice)?.Dimensions ?? ValueMap<string>.Empty;
        if (dimensions.Count > 0)
            text.AppendJoin(", ", dimensions.Select(pair => $"{MarkdownText.Escape(pair.Key)}={MarkdownText.Escape(pair.Value)}")).Append("\n\n");

        var scores = Ordered(benchmark, rows);
        var lines = rows.GroupBy(Variant.Of)
            .Select(group => new Line(group.Key, [.. group]))
            .OrderBy(line => scores.Count == 0 ? 0 : line.Badness(scores[0]))
            .ThenBy(line => line.Variant, Comparer<Variant>.Create(Variant.Compare))
            .ToList();
        text.Append(Counts(lines)).Append("\n\n");
        WriteTable(text, Columns(lines, scores), lines);
        return text.ToString().TrimEnd();
    }

    /// <summary>A section of other rows in the manner of one that is there, whose head says the order of scores, their directions and the dimensions.</summary>
    public static string WriteLike(string section, IReadOnlyList<ItemScore> rows)
    {
        var blocks = section.Split("\n\n");
        var head = section.Split('\n').FirstOrDefault(static line => line.StartsWith("| model", StringComparison.Ordinal))?.Trim('|', ' ').Split(" | ") ?? [];
        var names = rows.Select(static row => row.Score).Distinct(StringComparer.Ordinal).ToList();
        var scores = new List<ScoreSpec>();
        foreach (var title in head)
        {
            var name = names.Find(candidate => title == MarkdownText.Escape(candidate) || title.StartsWith(MarkdownText.Escape(candidate) + " (", StringComparison.Ordinal));
            if (name is null)
                continue;
            string[] remarks = title.EndsWith(')') ? title[(title.LastIndexOf('(') + 1)..^1].Split(", ") : [];
            scores.Add(new ScoreSpec(name, [new MetricSpec(name)]) { HigherIsBetter = !remarks.Contains("lower is better"), Reduction = Array.Find(remarks, static remark => SampleReduction.TryParse(remark, out _)) });
        }

        var written = Write(new BenchmarkSpec("merged") { Scores = ValueList.From(scores) }, rows[0].Slice, rows);
        return blocks.Length > 3 ? $"{blocks[0]}\n\n{blocks[1]}{written[blocks[0].Length..]}" : written;
    }

    private static string Counts(List<Line> lines)
    {
        int[] items = [.. lines.Select(line => line.Items).Distinct()];
        int[] samples = [.. lines.SelectMany(line => line.Rows).Select(row => row.Samples.Count).Distinct()];
        var text = items.Length switch
        {
            0 => "no items",
            1 when items[0] == 0 => "the slice as a whole",
            1 => Figure.Count(items[0], "item"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{items.Min()} to {items.Max()} items"),
        };
        return samples is [> 1] ? $"{text}, {samples[0].ToString(CultureInfo.InvariantCulture)} samples each" : text;
    }

    private static List<Column> Columns(List<Line> lines, IReadOnlyList<GateRule> scores)
    {
        var columns = new List<Column> { new("model", false, line => MarkdownText.Escape(line.Variant.Model)) };
        AddIf(lines.Any(line => line.Variant.Prompt.Length > 0), new("prompt", false, line => MarkdownText.Escape(line.Variant.Prompt)));
        AddIf(lines.Any(line => line.Variant.Params.Length > 0), new("params", false, line => MarkdownText.Escape(line.Variant.Params)));
        foreach (var score in scores)
            columns.Add(new(MarkdownText.Escape(score.Name) + Remark(score), true, line => Figure.Mean(line.Mean(score))));
        AddIf(lines.Select(line => line.Items).Distinct().Count() > 1, new("items", true, line => Number(line.Items)));
        AddIf(lines.Any(line => line.Unparsed > 0), new("unparsed", true, line => Number(line.Unparsed)));
        AddIf(lines.Any(line => line.Failed > 0), new("failed", true, line => Number(line.Failed)));
        return columns;

        void AddIf(bool needed, Column column)
        {
            if (needed)
                columns.Add(column);
        }
    }

    private static void WriteTable(StringBuilder text, List<Column> columns, List<Line> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append("| ").AppendJoin(" | ", columns.Select(column => column.Title)).Append(" |\n");
        text.Append("| ").AppendJoin(" | ", columns.Select(column => column.IsNumber ? "---:" : "---")).Append(" |\n");
        foreach (var line in lines)
            text.Append("| ").AppendJoin(" | ", columns.Select(column => column.Cell(line))).Append(" |\n");
    }

    private static List<GateRule> Ordered(BenchmarkSpec benchmark, IReadOnlyList<ItemScore> rows)
    {
        var present = rows.Select(row => row.Score).ToHashSet(StringComparer.Ordinal);
        var known = benchmark.Scores.SelectMany(score => score.Metrics.Select(score.NameOf)).Where(present.Contains).ToList();
        var unknown = present.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. known.Concat(unknown).Select(name => GateRule.For(benchmark, name))];
    }

    /// <summary>How samples are reduced where it is not by their mean, and the direction where it is not upwards.</summary>
    private static string Remark(GateRule score)
    {
        string[] remarks = [.. score.Reduction == SampleReduction.Mean ? [] : (string[])[score.Reduction.Name], .. score.HigherIsBetter ? [] : (string[])["lower is better"]];
        return remarks.Length == 0 ? "" : $" ({string.Join(", ", remarks)})";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Column(string Title, bool IsNumber, Func<Line, string> Cell);

    private sealed record Line(Variant Variant, IReadOnlyList<ItemScore> Rows)
    {
        public int Items { get; } = ItemsWith(Rows, static _ => true);

        public int Failed { get; } = ItemsWith(Rows, sample => sample.Value is null);

        public int Unparsed { get; } = ItemsWith(Rows, sample => sample is { Value: not null, Failure: not null });

        public double? Mean(GateRule score) => Means.OfItems(Rows.Where(row => row.Score == score.Name), score.Reduction);

        public double Badness(GateRule score) =>
            Mean(score) is { } mean ? score.Gain(mean) : double.NegativeInfinity;

        /// <summary>How many items have such a sample; rows of one item follow each other.</summary>
        private static int ItemsWith(IReadOnlyList<ItemScore> rows, Func<SampleScore, bool> counts)
        {
            var items = 0;
            string? last = null;
            foreach (var row in rows)
            {
                if (row.IsOfSlice || row.ItemId == last || !row.Samples.Any(counts))
                    continue;
                items++;
                last = row.ItemId;
            }

            return items;
        }
    }
}
