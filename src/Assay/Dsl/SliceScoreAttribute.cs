namespace Assay;

/// <summary>
/// Declares a score of the whole slice, such as a corpus' BLEU: a static method that takes every item's answer by one model, asked in one way,
/// as <c>IReadOnlyList&lt;Answered&lt;TItem, TParsed&gt;&gt;</c>, or <c>IReadOnlyList&lt;Answered&lt;TItem&gt;&gt;</c> without a parse, and returns what a
/// <see cref="ScoreAttribute"/>'s method may return. <see cref="Corpus"/> holds what is needed most often. It must give the same for the same
/// answers: it runs whenever results are read.
/// </summary>
/// <example><code>
/// [SliceScore("macro-f1", Parse = nameof(Letter))]
/// public static double MacroF1(IReadOnlyList&lt;Answered&lt;Question, char&gt;&gt; answers) =&gt; Corpus.MacroF1(answers, a =&gt; a.Item.Letter, a =&gt; a.Parsed);
/// </code></example>
/// <param name="id">Unique among the scores of the benchmark.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class SliceScoreAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The parse whose values it reads, by id or by <c>nameof</c>; null gives it the outputs alone.</summary>
    public string? Parse { get; init; }

    /// <summary>Whether a larger value is better; true by default.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>How the values of several samples become one, as of a <see cref="ScoreAttribute"/>: it is computed once for each; null, the default, is their mean.</summary>
    public string? Reduction { get; init; }

    /// <summary>Takes the place of the digest of the code; null uses the digest.</summary>
    public string? Version { get; init; }
}
