using System.Globalization;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Planning;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary>A candidate for people.</summary>
internal static class CandidateText
{
    private const int Shown = 100;

    /// <summary>A tree of where it stands, its output, conversation, parses, scores and timeline.</summary>
    public static TextNode Of(CandidatePage page)
    {
        var one = page.Generation;
        List<TextNode> children =
        [
            .. page.Places.Select(static place => new TextNode(place.Text)),
            new($"trial {(page.Places.Any(static place => place.Sample == 0) ? TrialIdentity.OfTrial(one.Key).ToString() : "of sample 0")}"),
            new(Facts(one)),
            Outcome(page),
        ];
        if (page.Places.Select(static place => place.ItemJson).OfType<string>().FirstOrDefault() is { } item)
            children.Add(new TextNode("item", new TextNode(item)));
        if (one.Turns.Count > 0)
            children.Add(new TextNode("conversation", [.. one.Turns.Select(static turn => new TextNode(Turn(turn)))]));
        if (page.Parses.Count > 0)
            children.Add(new TextNode("parses", [.. page.Parses.Select(static parse => new TextNode($"{parse.Id}: {(parse.Details.Success ? parse.Details.Text : $"{parse.Details.Failure?.Value ?? "parse_failed"}: {parse.Details.Text}")}"))]));
        if (page.Scores.Count > 0)
            children.Add(new TextNode("scores", [.. page.Scores.Select(static score => new TextNode(Score(score.Metric, score.Item, score.Details)))]));
        if (one.Links.Count > 0)
            children.Add(new TextNode("links", [.. one.Links.Select(static link => new TextNode($"{link.Kind}: {link.Url}"))]));
        children.Add(new TextNode("timeline", [.. page.Events.Select(static step => new TextNode(Step(step)))]));
        return new TextNode($"candidate {one.Key}", children);
    }

    private static string Facts(GenerationDetails one)
    {
        var facts = new List<string> { one.Status == GenerationStatus.Completed ? "completed" : "failed", string.Create(CultureInfo.InvariantCulture, $"{one.Duration.TotalMilliseconds:0.#} ms"), $"{one.Attempts} attempt{(one.Attempts == 1 ? "" : "s")}", $"seed {one.Seed}", $"run r{one.RunId}" };
        if (one.InputTokens is not null || one.OutputTokens is not null)
            facts.Add($"tokens {one.InputTokens?.ToString(CultureInfo.InvariantCulture) ?? "-"} in, {one.OutputTokens?.ToString(CultureInfo.InvariantCulture) ?? "-"} out");
        if (one.FinishReason is { } reason)
            facts.Add($"finish {reason}");
        if (one.ModelVersion is { } version)
            facts.Add($"version {version}");
        return string.Join(", ", facts);
    }

    private static TextNode Outcome(CandidatePage page) => page.Output is { } output
        ? new TextNode("output", new TextNode(output))
        : new TextNode("failure", [.. page.Generation.FailedAttempts.Select(static attempt => new TextNode($"attempt {attempt.Number}: {attempt.Code}: {attempt.Message}")), new TextNode($"{page.Generation.Failure?.Value}: {page.Generation.FailureMessage}")]);

    private static string Turn(TurnRecord turn) => turn switch
    {
        { Arguments: { } arguments } => $"{Name(turn)} calls {turn.ToolName}({arguments}){(turn.Text.Length > 0 ? ": " + turn.Text : "")}",
        { ToolName: { } tool } => $"{Name(turn)} {tool}: {turn.Text}",
        _ => $"{Name(turn)}: {turn.Text}",
    };

    private static string Name(TurnRecord turn) => turn.Role.ToString().ToLowerInvariant();

    private static string Score(string metric, string item, EvaluationDetails score)
    {
        var value = score.Value is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : score.Failure?.Value ?? "-";
        return $"{metric}: {value} ({item}){(score.Explanation is { } explanation ? ": " + explanation : "")}{(score.JudgeCalls.Count > 0 ? $", {score.JudgeCalls.Count} judge calls" : "")}";
    }

    private static string Step(StoredEvent step)
    {
        var parts = new List<string> { step.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Kind.ToString()) };
        if (step.Name is { Length: > 0 } name)
            parts.Add(name);
        if (step.Duration is { } duration)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#} ms"));
        if (step.Code is { } code)
            parts.Add(code.Value);
        if (step.Value is { } value)
            parts.Add(value.ToString("0.####", CultureInfo.InvariantCulture));
        if (step.Text is { Length: > 0 } text)
            parts.Add(SafeText.Beginning(text, Shown));
        return string.Join("  ", parts);
    }
}
