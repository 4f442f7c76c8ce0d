using System.Text.Json;

namespace Samples.Triage;

/// <summary>The naive Bayes classifier, trained once on the train split that is built into the assembly.</summary>
internal static class TrainedBayes
{
    public static NaiveBayes Instance { get; } = Train();

    private static NaiveBayes Train()
    {
        using var stream = typeof(TrainedBayes).Assembly.GetManifestResourceStream("train.jsonl")!;
        using var reader = new StreamReader(stream);
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var tickets = new List<(string Text, char Label)>();
        while (reader.ReadLine() is { } line)
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(line, options)!;
            tickets.Add((ticket.Text, ticket.Label[0]));
        }

        return NaiveBayes.Train(tickets);
    }
}
