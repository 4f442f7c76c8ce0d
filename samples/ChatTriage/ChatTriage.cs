using Assay;

namespace Samples.ChatTriage;

/// <summary>
/// Which team should answer a support ticket, asked of a chat model. The provider stands in <c>assay.toml</c>; with its key in the
/// environment, <c>dotnet test -p:AssayMode=Run</c> asks it once, and later runs use what is stored.
/// </summary>
[Benchmark("chat-triage", Description = "Which team should answer a support ticket? Asked of a chat model.")]
[Model("gpt-4o-mini", Provider = "openai")]
[Inference(Temperature = 0, MaxTokens = 64)]
public static partial class ChatTriage
{
    [Slice("access", Prompts = ["label"], Dimensions = ["lang=en"])]
    public static Dataset<Ticket> Access => Dataset.Jsonl<Ticket>("data/access.jsonl");

    [Slice("german", Prompts = ["label"], Tools = ["glossary"], Dimensions = ["lang=de"])]
    public static Dataset<Ticket> German => Dataset.Jsonl<Ticket>("data/german.jsonl");

    [Prompt("label")]
    [System("You route support tickets. A: billing. B: access. C: delivery. D: faults. E: anything else.")]
    [User("Which team should answer? Reply with its letter alone.\n\n{item.Text}")]
    public static partial Prompt Label(Ticket item);

    [Tool("glossary", "Translates a German word of the shop's to English.")]
    public static string Glossary(string word) => word switch
    {
        "Rechnung" => "invoice",
        "Passwort" => "password",
        "Paket" => "parcel",
        _ => throw new ArgumentException($"'{word}' is not in the glossary."),
    };

    [Parse("letter")]
    public static Parsed<char> Letter(Output output) => Extract.ChoiceLetter(output);

    [Score("accuracy", Parse = "letter", IfUnparsed = 0)]
    public static bool Accuracy(Ticket item, char letter) => item.Label[0] == letter;
}
