namespace Assay.Specs;

/// <summary>The grades that a judge may give: numbers from least to most, or words that each stand for a number.</summary>
public sealed record JudgeScale
{
    /// <summary>The worst grade; 1 by default.</summary>
    public double Least { get; init; } = 1;

    /// <summary>The best grade, above <see cref="Least"/>; 5 by default.</summary>
    public double Most { get; init; } = 5;

    /// <summary>Whether only whole numbers are grades; true by default.</summary>
    public bool Whole { get; init; } = true;

    /// <summary>Words in place of numbers, each with the number that it stands for; none by default.</summary>
    public ValueMap<double> Labels { get; init; } = ValueMap<double>.Empty;

    /// <summary><c>pass</c>, which is 1, or <c>fail</c>, which is 0.</summary>
    public static JudgeScale PassFail { get; } = Words(("pass", 1), ("fail", 0));

    /// <summary>Whole numbers.</summary>
    public static JudgeScale Numbers(int least, int most) => new() { Least = least, Most = most };

    /// <summary>Words, each with the number that it stands for.</summary>
    public static JudgeScale Words(params ReadOnlySpan<(string Word, double Value)> words)
    {
        var labels = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (word, value) in words)
            labels[word] = value;
        return new JudgeScale { Labels = new ValueMap<double>(labels) };
    }
}
