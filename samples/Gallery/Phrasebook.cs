using Assay;

namespace Samples.Gallery;

public sealed record Sentence(string Id, string German, string[] References);

/// <summary>Translation against several references: sentence by sentence, and BLEU of the whole.</summary>
[Benchmark("phrasebook", Description = "German to English, word by word.")]
[Model("words")]
[Model("phrases")]
[Gate("edit", Tolerance = 0.02)]
[Gate("corpus-bleu", Tolerance = 0.02)]
public static partial class Phrasebook
{
    [Slice("all", Dimensions = ["from=de", "to=en"])]
    public static Dataset<Sentence> All => Dataset.Jsonl<Sentence>("data/phrasebook.jsonl");

    [Prompt("translate")]
    [User("Translate to English: {item.German}")]
    public static partial Prompt Translate(Sentence item);

    [Engine("words")]
    public static string Words(Sentence item) => Dictionary.ByWords(item.German);

    [Engine("phrases")]
    public static string Phrases(Sentence item) => Dictionary.ByPhrases(item.German);

    /// <summary>The likeness to the closest reference, letter by letter.</summary>
    [Score("edit")]
    public static double Edit(Sentence item, Output output) => item.References.Max(reference => Similarity.Edit(Fold(output.Text), Fold(reference)));

    [SliceScore("corpus-bleu")]
    public static double CorpusBleu(IReadOnlyList<Answered<Sentence>> answers) =>
        Corpus.Bleu(answers, static answer => Fold(answer.Output.Text), static answer => answer.Item.References.Select(Fold));

    private static string Fold(string text) => text.ToLowerInvariant().TrimEnd('.', '?');
}
