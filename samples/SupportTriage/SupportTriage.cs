using Assay;

namespace Samples.Triage;

[Benchmark("support-triage", Description = "Which team should answer a support ticket?")]
[Model("keywords")]
[Model("naive-bayes")]
[Gate("accuracy", Tolerance = 0.02)]
public static partial class SupportTriage
{
    [Slice("billing", Prompts = ["label"], Dimensions = ["lang=en", "topic=billing"])]
    public static Dataset<Ticket> Billing => Dataset.Jsonl<Ticket>("data/billing.jsonl");

    [Slice("access", Dimensions = ["lang=en", "topic=access"])]
    public static Dataset<Ticket> Access => Dataset.Jsonl<Ticket>("data/access.jsonl");

    [Slice("german", Dimensions = ["lang=de", "topic=mixed"])]
    public static Dataset<Ticket> German => Dataset.Jsonl<Ticket>("data/german.jsonl");

    [Prompt("label")]
    [User("Label this ticket with one letter.\n{item.Text}")]
    public static partial Prompt Label(Ticket item);

    [Prompt("team")]
    [User("Which team should answer this message? Reply with a letter from A to E.\n\n{item.Text}")]
    public static partial Prompt Team(Ticket item);

    [Engine("keywords")]
    public static string Keywords(Ticket item) => KeywordClassifier.Classify(item.Text);

    [Engine("naive-bayes")]
    public static string Bayes(Prompt prompt) => $"Label: {TrainedBayes.Instance.Classify(prompt.Text)}";

    [Parse("letter")]
    public static Parsed<char> Letter(Output output) => Extract.ChoiceLetter(output);

    [Score("accuracy", Parse = "letter", IfUnparsed = 0)]
    public static bool Accuracy(Ticket item, char letter) => item.Label[0] == letter;
}
