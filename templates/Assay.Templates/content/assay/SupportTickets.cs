using Assay;

namespace Company.Evaluations;

// What is under evaluation is a model; its engine says how it answers. This one costs nothing and needs no network.
[Benchmark("support-tickets", Description = "Which team should answer a support ticket?")]
[Model("keywords")]
[Gate("accuracy")]
public static partial class SupportTickets
{
    // Each slice becomes a test.
    [Slice("inbox")]
    public static Dataset<Ticket> Inbox => Dataset.Jsonl<Ticket>("data/tickets.jsonl");

    [Engine("keywords")]
    public static string Keywords(Ticket item)
    {
        if (item.Text.Contains("refund", StringComparison.OrdinalIgnoreCase) || item.Text.Contains("invoice", StringComparison.OrdinalIgnoreCase))
            return "billing";
        if (item.Text.Contains("parcel", StringComparison.OrdinalIgnoreCase))
            return "delivery";
        return "other";
    }

    [Score("accuracy")]
    public static bool Accuracy(Ticket item, Output output) => output.Text == item.Team;
}
