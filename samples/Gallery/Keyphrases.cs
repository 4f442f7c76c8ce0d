using Assay;
using Assay.Contracts;

namespace Samples.Gallery;

public sealed record Passage(string Id, string Text, string[] Phrases);

/// <summary>A comparison of prompts over a grid of parameters.</summary>
[Benchmark("keyphrases", Description = "Two prompts, two lengths, two temperatures: which finds the key words?")]
[Model("picker")]
[InferenceGrid(Temperature = [0, 1], MaxTokens = [2, 4])]
[Gate("f1", Tolerance = 0.02)]
public static partial class Keyphrases
{
    [Slice("terse", Families = ["terse"])]
    public static Dataset<Passage> Terse => Dataset.Jsonl<Passage>("data/keyphrases.jsonl");

    [Slice("wordy", Families = ["wordy"])]
    public static Dataset<Passage> Wordy => Dataset.Jsonl<Passage>("data/keyphrases.jsonl");

    [Prompt("list", Family = "terse")]
    [User("Key words: {item.Text}")]
    public static partial Prompt List(Passage item);

    [Prompt("things", Family = "wordy", Variables = ["what=things that can be touched"])]
    [System("You are a librarian.")]
    [User("Name the {prompt.what} in this text, the most telling first.\n{item.Text}")]
    public static partial Prompt Things(Passage item);

    /// <summary>Takes words after telling little words; a system message makes it skip the opening, and temperature lets it slip now and then.</summary>
    [Engine("picker")]
    public static string Picker(Prompt prompt, Passage item, EngineRequest request)
    {
        var words = item.Text.TrimEnd('.').Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var from = prompt.Messages.Length > 1 ? 3 : 0;
        var picked = new List<string>();
        for (var i = from + 1; i < words.Length; i++)
        {
            var isAfter = words[i - 1] is "the" or "by" or "of" or "needed";
            var slips = request.Params.Temperature > 0 && ((request.Seed >> i) & 7) == 0;
            if (isAfter != slips && words[i] is not ("the" or "old"))
                picked.Add(words[i]);
        }

        return string.Join(", ", picked.Take(request.Params.MaxTokens ?? int.MaxValue));
    }

    [Parse("phrases")]
    public static string[] Read(string text) => text.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    [Score("f1", Parse = nameof(Read))]
    public static double F1(Passage item, string[] phrases) => Similarity.SetF1(phrases, item.Phrases);
}
