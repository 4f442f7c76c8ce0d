using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay;
using Assay.Contracts;
using Assay.Specs;

namespace Samples.Gallery;

public sealed record DeskRequest(string Id, string Request, int Order, string[] Tools, string Outcome);

/// <summary>Whether the case ended as it should, by the right calls in the right order about the right order, and how many there were.</summary>
public sealed record DeskGrade(bool Outcome, bool Calls, bool Arguments, int CallCount, string Explanation);

/// <summary>An agent with tools and a follow-up turn; the whole conversation is scored, not its end alone.</summary>
[Benchmark("order-desk", Description = "Orders are looked up, refunded and sent elsewhere.")]
[Model("careful", Provider = "desk")]
[Model("hasty", Provider = "desk")]
[Gate("case")]
public static partial class OrderDesk
{
    [Slice("all", Tools = [nameof(OrderStatus), nameof(Refund), nameof(ChangeAddress)])]
    public static Dataset<DeskRequest> All => Dataset.Jsonl<DeskRequest>("data/order-desk.jsonl");

    [Prompt("desk")]
    [System("You are the desk for orders. Look an order up before you change anything.")]
    [User("{item.Request}")]
    [FollowUp("Sum up in one word what was done.")]
    public static partial Prompt Ask(DeskRequest item);

    [Tool("order_status", "Says how far an order is.")]
    public static string OrderStatus([Description("The number of the order.")] int order) => ((order - 1000) / 3 % 3) switch { 0 => "packed", 1 => "shipped", _ => "delivered" };

    [Tool("refund", "Gives the money for a delivered order back.")]
    public static string Refund([Description("The number of the order.")] int order) => OrderStatus(order) == "delivered" ? "refunded" : "refused";

    [Tool("change_address", "Sends an order that is not shipped yet to another address.")]
    public static string ChangeAddress([Description("The number of the order.")] int order) => OrderStatus(order) == "packed" ? "changed" : "refused";

    /// <summary>An agent without a model: words decide which tools are called. The hasty one does not look first. It is asked each turn with what was said before.</summary>
    [Engine("desk")]
    public static async Task<Transcript> Desk(Prompt prompt, EngineRequest request, CancellationToken cancellationToken)
    {
        if (prompt.Messages[^2].Role == MessageRole.Assistant)
            return Transcript.Empty.Answered(prompt.Messages[^2].Text.TrimEnd('.').Split(' ')[^1]);
        var text = prompt.Messages[^1].Text;
        var arguments = JsonSerializer.SerializeToElement(new { order = int.Parse(OrderNumber().Match(text).Value, CultureInfo.InvariantCulture) });
        var transcript = Transcript.Empty;
        foreach (var tool in Plan(text, request.Model.Id))
            transcript = transcript.Called(tool, arguments, await request.Runtime.ToolHandlers[tool].InvokeAsync(arguments, request, cancellationToken));
        return transcript.Answered($"The order is {transcript.Calls[^1].Result}.");
    }

    [Score("case")]
    public static DeskGrade Case(DeskRequest item, Transcript transcript) => new(
        transcript.Answer == item.Outcome,
        transcript.CalledExactly(item.Tools),
        transcript.Calls.All(call => call.Has($$"""{"order":{{item.Order}}}""")),
        transcript.Calls.Count,
        $"Called {string.Join(", then ", transcript.Tools)}.");

    private static string[] Plan(string text, string model)
    {
        string[] change = text.Contains("money", StringComparison.Ordinal) || text.Contains("refund", StringComparison.Ordinal) ? ["refund"]
            : text.Contains("instead", StringComparison.Ordinal) || text.Contains("moved", StringComparison.Ordinal) ? ["change_address"] : [];
        return model == "hasty" && change.Length > 0 ? change : ["order_status", .. change];
    }

    [GeneratedRegex(@"\d{4}")]
    private static partial Regex OrderNumber();
}
