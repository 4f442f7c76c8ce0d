using System.Text.Json.Nodes;

namespace Assay.Cli.Reports;

/// <summary>
/// Which labels got which answers, as one member of the items and one of the answers have them; kept only while the two agree exactly where a score of 0 and 1 says so.
/// </summary>
/// <param name="item">The items' member.</param>
/// <param name="answer">The answers' member.</param>
/// <param name="score">The score.</param>
internal sealed class LabelTable(string item, string answer, string score)
{
    private const int MostLabels = 20;

    private readonly SortedSet<string> labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> expectedLabels = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, Dictionary<(string Expected, string? Given), int>> counts = new(StringComparer.Ordinal);

    /// <summary>The items' member.</summary>
    public string Item => item;

    /// <summary>The score that agrees with it.</summary>
    public string Score => score;

    /// <summary>Adds an answer.</summary>
    /// <returns>False when this is no table of labels: the score says otherwise, a member is missing, or there are too many labels.</returns>
    public bool TryAdd(string model, IReadOnlyDictionary<string, string> items, IReadOnlyDictionary<string, string>? answers, double value)
    {
        if (value is not (0 or 1) || !items.TryGetValue(item, out var expected))
            return false;
        string? given = null;
        if (answers is not null && !answers.TryGetValue(answer, out given))
            return false;
        if (string.Equals(expected, given, StringComparison.OrdinalIgnoreCase) != (value == 1))
            return false;
        expectedLabels.Add(expected);
        expected = Known(expected);
        given = given is null ? null : Known(given);
        if (labels.Count > MostLabels)
            return false;
        if (!counts.TryGetValue(model, out var cells))
            counts.Add(model, cells = []);
        cells[(expected, given)] = cells.GetValueOrDefault((expected, given)) + 1;
        return true;
    }

    /// <summary>Whether items share labels, so that a table says something.</summary>
    public bool IsTelling(int items) => expectedLabels.Count >= 2 && items >= 2 * expectedLabels.Count;

    /// <summary>A matrix for each model: a row for each label of items, a column for each answer and a last one for unreadable answers.</summary>
    public JsonObject ToJson(string benchmark, string slice) => new()
    {
        ["benchmark"] = benchmark,
        ["slice"] = slice,
        ["score"] = score,
        ["item"] = item,
        ["answer"] = answer,
        ["labels"] = new JsonArray([.. labels.Select(static label => (JsonNode)label)]),
        ["models"] = new JsonArray([.. counts.Select(model => (JsonNode)new JsonObject
        {
            ["model"] = model.Key,
            ["counts"] = new JsonArray([.. labels.Select(expected => (JsonNode)new JsonArray([.. labels.Append(null).Select(given => (JsonNode)model.Value.GetValueOrDefault((expected, given)))]))]),
        })]),
    };

    private string Known(string label)
    {
        if (labels.TryGetValue(label, out var known))
            return known;
        labels.Add(label);
        return label;
    }
}
