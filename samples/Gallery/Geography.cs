using Assay;

namespace Samples.Gallery;

public sealed record Choice(string Id, string Question, string A, string B, string C, string D, string Answer);

/// <summary>Multiple choice: one letter is read from whatever the model says around it.</summary>
[Benchmark("geography", Description = "Four choices, one of them right.")]
[Model("atlas")]
[Model("longest")]
[Gate(nameof(Accuracy))]
public static partial class Geography
{
    private static readonly string[] Known =
    [
        "Canberra", "Danube", "Ottawa", "Ankara", "Nile", "Brasilia", "Kilimanjaro", "Seine", "Rabat", "Gibraltar", "Hanoi", "Wellington", "Kalahari",
        "Abuja", "Thames", "Adriatic", "Tigris", "Quito", "Greenland", "Vltava", "Arctic", "Vistula", "Bern",
    ];

    [Slice("all", Dimensions = ["topic=geography"])]
    public static Dataset<Choice> All => Dataset.Jsonl<Choice>("data/geography.jsonl");

    [Prompt("choose")]
    [System("Answer with one letter.")]
    [User("{item.Question}\nA) {item.A}\nB) {item.B}\nC) {item.C}\nD) {item.D}")]
    public static partial Prompt Choose(Choice item);

    [Engine("atlas")]
    public static string Atlas(Choice item)
    {
        string[] choices = [item.A, item.B, item.C, item.D];
        var index = Array.FindIndex(choices, static choice => Known.Contains(choice, StringComparer.Ordinal));
        return index < 0 ? "I do not know." : $"That is {choices[index]}, so the answer is ({"ABCD"[index]}).";
    }

    [Engine("longest")]
    public static string Longest(Choice item)
    {
        string[] choices = [item.A, item.B, item.C, item.D];
        return $"{"ABCD"[Array.FindIndex(choices, choice => choice.Length == choices.Max(static one => one.Length))]}";
    }

    [Parse("letter")]
    public static Parsed<char> Letter(Output output) => Extract.ChoiceLetter(output);

    [Score("accuracy", Parse = nameof(Letter), IfUnparsed = 0)]
    public static bool Accuracy(Choice item, char letter) => item.Answer[0] == letter;
}
