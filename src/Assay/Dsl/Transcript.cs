using System.Globalization;
using System.Text.Json;
using Assay.Specs;

namespace Assay;

/// <summary>
/// A conversation with a model as scores read it: which tools it called with what, how many answers it took, what went wrong, and its final
/// answer. An engine of your own may return one in place of an <see cref="Output"/>. Immutable.
/// </summary>
/// <example>
/// <code>
/// return Transcript.Empty
///     .Called("order_status", JsonSerializer.SerializeToElement(new { order = 1002 }), "shipped")
///     .Answered("It is on its way.");
/// </code>
/// </example>
public sealed class Transcript
{
    private readonly Output output;
    private readonly Lazy<IReadOnlyList<ToolCall>> calls;

    private Transcript(Output output)
    {
        this.output = output;
        calls = new Lazy<IReadOnlyList<ToolCall>>(() => CallsOf(output.Conversation));
    }

    /// <summary>No turn, and an empty answer.</summary>
    public static Transcript Empty { get; } = new(new Output(""));

    /// <summary>What was said on the way to an output, and the output.</summary>
    public static Transcript Of(Output output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new Transcript(output);
    }

    /// <summary>What was said before the final answer, in order.</summary>
    public ValueList<ConversationTurn> Turns => output.Conversation;

    /// <summary>The final answer.</summary>
    public string Answer => output.Text;

    /// <summary>The calls of tools, in order, each with its result.</summary>
    public IReadOnlyList<ToolCall> Calls => calls.Value;

    /// <summary>The ids of the tools that were called, in order, as often as they were.</summary>
    public IReadOnlyList<string> Tools => [.. Calls.Select(static call => call.Tool)];

    /// <summary>What the model was told that went wrong with its calls, in order.</summary>
    public IReadOnlyList<string> Errors => [.. Calls.Where(static call => call.Failed).Select(static call => call.Result!)];

    /// <summary>How many answers the model gave, the final one included: words and the calls of tools that follow each other are one.</summary>
    public int AnswerCount => 1 + Turns.Index().Count(turn => turn.Item.Role == MessageRole.Assistant && (turn.Index == 0 || Turns[turn.Index - 1].Role != MessageRole.Assistant));

    /// <summary>Whether exactly these tools were called, in this order.</summary>
    public bool CalledExactly(params IEnumerable<string> tools) => Tools.SequenceEqual(tools);

    /// <summary>Whether these tools were called in this order, others perhaps in between.</summary>
    public bool CalledInOrder(params IEnumerable<string> tools)
    {
        using var expected = tools.GetEnumerator();
        var open = expected.MoveNext();
        foreach (var tool in Tools)
        {
            if (open && tool == expected.Current)
                open = expected.MoveNext();
        }

        return !open;
    }

    /// <summary>Whether these tools were called, in any order, each as often as it is named at least.</summary>
    public bool CalledInAnyOrder(params IEnumerable<string> tools)
    {
        var left = new List<string>(Tools);
        return tools.All(left.Remove);
    }

    /// <summary>The same, and the model says something before it goes on.</summary>
    public Transcript Said(string text) => With(new ConversationTurn(MessageRole.Assistant, text));

    /// <summary>The same, and the user says something.</summary>
    public Transcript Asked(string text) => With(new ConversationTurn(MessageRole.User, text));

    /// <summary>The same, and the model calls a tool.</summary>
    /// <param name="tool">The tool's id.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="result">What it says; a failure begins with <c>Error:</c>.</param>
    public Transcript Called(string tool, JsonElement arguments, string result)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"call_{Calls.Count + 1}");
        return With(
            new ConversationTurn(MessageRole.Assistant, "") { ToolName = tool, ToolCallId = id, Arguments = new JsonValue(arguments) },
            new ConversationTurn(MessageRole.Tool, result) { ToolName = tool, ToolCallId = id });
    }

    /// <summary>The same with a final answer.</summary>
    public Transcript Answered(string text) => new(output with { Text = text });

    /// <summary>The output: the final answer with the conversation that led to it.</summary>
    public Output ToOutput() => output;

    /// <summary>The turns, a line each, and the answer.</summary>
    public override string ToString() => string.Join('\n', Turns.Select(Line).Append(Answer));

    private Transcript With(params ConversationTurn[] turns) => new(output with { Conversation = ValueList.From(Turns.Concat(turns)) });

    private static string Line(ConversationTurn turn) => turn.Arguments is { } arguments ? $"{turn.ToolName}({arguments})" : $"{turn.Role}: {turn.Text}";

    private static List<ToolCall> CallsOf(ValueList<ConversationTurn> turns)
    {
        var results = turns.Where(static turn => turn.Role == MessageRole.Tool).ToList();
        var calls = new List<ToolCall>();
        foreach (var turn in turns.Where(static turn => turn.Role != MessageRole.Tool && turn.ToolName is not null))
        {
            var result = results.Find(other => other.ToolCallId == turn.ToolCallId && other.ToolName == turn.ToolName);
            if (result is not null)
                results.Remove(result);
            calls.Add(new ToolCall(turn.ToolName!, turn.Arguments ?? JsonValue.Parse("{}"), result?.Text));
        }

        return calls;
    }
}
