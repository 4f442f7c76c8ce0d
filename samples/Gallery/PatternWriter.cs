using System.Text.RegularExpressions;
using Assay;
using Assay.Contracts;

namespace Samples.Gallery;

public sealed record PatternTask(string Id, string Description, string[] Matches, string[] Rejects);

/// <summary>A code generator: the code is run against examples, and five samples of each task give pass@1 and pass@3.</summary>
[Benchmark("pattern-writer", Description = "Regular expressions from words.", Samples = 5)]
[Model("grammar", Provider = "writer")]
[Model("guesser", Provider = "writer")]
[Inference(Temperature = 0.8)]
[Gate("pass-1", Tolerance = 0.05)]
[Gate("pass-3", Tolerance = 0.05)]
public static partial class PatternWriter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Slice("all")]
    public static Dataset<PatternTask> All => Dataset.Jsonl<PatternTask>("data/patterns.jsonl");

    [Prompt("write")]
    [User("Write a .NET regular expression for: {item.Description}. Give it between backticks.")]
    public static partial Prompt Write(PatternTask item);

    /// <summary>Knows most phrases; which of its ways to write them it takes is up to the seed, and some ways are wrong.</summary>
    [Engine("writer")]
    public static string Writer(PatternTask item, EngineRequest request) =>
        $"Try `{PatternGrammar.Write(item.Description, request.Seed, isGuess: request.Model.Id == "guesser")}`.";

    [Parse("pattern")]
    public static Parsed<string> Pattern(Output output) => Extract.Regex(output, "`([^`]+)`", group: 1);

    [Score("pass-1", Parse = nameof(Pattern), IfUnparsed = 0, Reduction = "pass@1")]
    public static bool Pass1(PatternTask item, string pattern) => Passes(item, pattern);

    [Score("pass-3", Parse = nameof(Pattern), IfUnparsed = 0, Reduction = "pass@3")]
    public static bool Pass3(PatternTask item, string pattern) => Passes(item, pattern);

    private static bool Passes(PatternTask item, string pattern)
    {
        try
        {
            var regex = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, Limit);
            return item.Matches.All(regex.IsMatch) && !item.Rejects.Any(regex.IsMatch);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
