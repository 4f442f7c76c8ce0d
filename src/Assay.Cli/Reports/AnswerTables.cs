using System.Text.Json.Nodes;
using Assay.Cli.Reading;

namespace Assay.Cli.Reports;

/// <summary>
/// Finds what a slice's answers say beyond scores. Labels: a member of the items and one of the answers that are equal exactly where a score of 0 and 1 is 1.
/// Calibration: a member of the answers that is called confidence, probability or certainty, from 0 to 1. Answers are the parse that the score reads, else the output.
/// </summary>
/// <param name="benchmark">The benchmark's id.</param>
/// <param name="plan">The slice.</param>
internal sealed class AnswerTables(string benchmark, StoredPlan plan)
{
    private static readonly string[] Sure = ["confidence", "probability", "certainty"];

    private readonly HashSet<long> items = [];
    private readonly List<(string Model, IReadOnlyDictionary<string, string> Item, string Score, double Value)> unread = [];
    private readonly Dictionary<(string Score, string Answer), ReliabilityTable> reliabilities = [];
    private readonly Dictionary<string, string?> parseOf = plan.Task.Scores
        .SelectMany(static score => score.Metrics.Select(metric => (Name: score.NameOf(metric), score.Parse)))
        .DistinctBy(static score => score.Name).ToDictionary(static score => score.Name, static score => score.Parse, StringComparer.Ordinal);

    private readonly HashSet<string> graded = new(StringComparer.Ordinal);
    private Dictionary<string, List<LabelTable>>? tables;

    /// <summary>Adds a candidate.</summary>
    /// <param name="row">The candidate.</param>
    /// <param name="item">The item's parts.</param>
    /// <param name="parses">What was read of the output.</param>
    /// <param name="output">The output.</param>
    public void Add(CandidateRow row, IReadOnlyDictionary<string, string> item, IReadOnlyList<ReadAnswer> parses, string output)
    {
        items.Add(row.ItemRow);
        foreach (var (name, score) in row.Scores)
        {
            if (score.Value is not { } value || !parseOf.TryGetValue(name, out var parse))
                continue;
            if (value is not (0 or 1))
                graded.Add(name);
            if (graded.Contains(name))
                continue;
            var answer = AnswerOf(parse, parses, output);
            AddLabels(row.Model, item, answer, name, value);
            AddConfidence(row.Model, answer, name, value == 1);
        }
    }

    /// <summary>The labels of the first score that has any; null for none.</summary>
    public JsonObject? Labels() => LabelsTable()?.ToJson(benchmark, plan.Slice);

    /// <summary>The calibration of the score that labels are of, else of the first that has any; null for none.</summary>
    public JsonObject? Calibration()
    {
        var found = reliabilities.Where(one => !graded.Contains(one.Key.Score)).OrderByDescending(one => one.Key.Score == LabelsTable()?.Score).ThenBy(static one => one.Key.Score, StringComparer.Ordinal).ToList();
        return found.Count == 0 ? null : found[0].Value.ToJson(benchmark, plan.Slice, found[0].Key.Score, found[0].Key.Answer);
    }

    private static Dictionary<string, string>? AnswerOf(string? parse, IReadOnlyList<ReadAnswer> parses, string output)
    {
        if (parse is null)
            return (Dictionary<string, string>)Facets.Of(output);
        var read = parses.Where(one => one.Success && one.Parse == parse).MaxBy(static one => one.Written);
        return read is null ? null : (Dictionary<string, string>)Facets.Of(read.Text);
    }

    private LabelTable? LabelsTable() => tables?.Where(one => !graded.Contains(one.Key)).OrderBy(static one => one.Key, StringComparer.Ordinal)
        .SelectMany(static one => one.Value.OrderBy(static table => table.Item.Length).ThenBy(static table => table.Item, StringComparer.Ordinal))
        .FirstOrDefault(table => table.IsTelling(items.Count));

    private void AddLabels(string model, IReadOnlyDictionary<string, string> item, Dictionary<string, string>? answer, string score, double value)
    {
        tables ??= new Dictionary<string, List<LabelTable>>(StringComparer.Ordinal);
        if (!tables.TryGetValue(score, out var own))
        {
            if (answer is null)
            {
                unread.Add((model, item, score, value));
                return;
            }

            own = [.. item.Keys.SelectMany(member => answer.Keys.Select(part => new LabelTable(member, part, score)))];
            tables.Add(score, own);
            foreach (var before in unread.Where(one => one.Score == score))
                own.RemoveAll(table => !table.TryAdd(before.Model, before.Item, null, before.Value));
            unread.RemoveAll(one => one.Score == score);
        }

        own.RemoveAll(table => !table.TryAdd(model, item, answer, value));
    }

    private void AddConfidence(string model, Dictionary<string, string>? answer, string score, bool isRight)
    {
        if (answer is null)
        {
            foreach (var (key, table) in reliabilities)
            {
                if (key.Score == score)
                    table.Add(model, null, false);
            }

            return;
        }

        foreach (var (name, text) in answer)
        {
            if (!Sure.Contains(name.Split('.')[^1], StringComparer.OrdinalIgnoreCase) || Facets.Share(text) is not { } confidence)
                continue;
            if (!reliabilities.TryGetValue((score, name), out var table))
                reliabilities.Add((score, name), table = new ReliabilityTable());
            table.Add(model, confidence, isRight);
        }
    }
}
