namespace Samples.Gallery;

/// <summary>A small German dictionary of words and of whole phrases.</summary>
internal static class Dictionary
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["guten"] = "good",
        ["gute"] = "good",
        ["morgen"] = "morning",
        ["nacht"] = "night",
        ["wie"] = "how",
        ["geht"] = "goes",
        ["es"] = "it",
        ["dir"] = "you",
        ["ich"] = "I",
        ["habe"] = "have",
        ["hunger"] = "hunger",
        ["wo"] = "where",
        ["ist"] = "is",
        ["der"] = "the",
        ["die"] = "the",
        ["das"] = "the",
        ["bahnhof"] = "station",
        ["brot"] = "bread",
        ["frisch"] = "fresh",
        ["wir"] = "we",
        ["kommen"] = "come",
        ["zug"] = "train",
        ["spät"] = "late",
        ["trinke"] = "drink",
        ["gern"] = "gladly",
        ["tee"] = "tea",
        ["mein"] = "my",
        ["meine"] = "my",
        ["meinen"] = "my",
        ["haus"] = "house",
        ["hund"] = "dog",
        ["schläft"] = "sleeps",
        ["katze"] = "cat",
        ["klein"] = "small",
        ["sie"] = "she",
        ["liest"] = "reads",
        ["ein"] = "a",
        ["buch"] = "book",
        ["er"] = "he",
        ["kauft"] = "buys",
        ["zwei"] = "two",
        ["äpfel"] = "apples",
        ["wetter"] = "weather",
        ["schön"] = "nice",
        ["verstehe"] = "understand",
        ["nicht"] = "not",
        ["kind"] = "child",
        ["spielt"] = "plays",
        ["draußen"] = "outside",
        ["haben"] = "have",
        ["keine"] = "no",
        ["zeit"] = "time",
        ["kaffee"] = "coffee",
        ["zu"] = "too",
        ["heiß"] = "hot",
        ["wohne"] = "live",
        ["in"] = "in",
        ["rechnung"] = "bill",
        ["bitte"] = "please",
        ["fenster"] = "window",
        ["offen"] = "open",
        ["schwester"] = "sister",
        ["arbeitet"] = "works",
        ["hier"] = "here",
        ["fährt"] = "drives",
        ["nach"] = "to",
        ["hause"] = "home",
        ["heute"] = "today",
        ["montag"] = "Monday",
        ["essen"] = "food",
        ["war"] = "was",
        ["gut"] = "good",
        ["wann"] = "when",
        ["beginnt"] = "begins",
        ["film"] = "film",
        ["suche"] = "seek",
        ["schlüssel"] = "key",
        ["tür"] = "door",
        ["geschlossen"] = "closed",
        ["danke"] = "thanks",
        ["für"] = "for",
        ["hilfe"] = "help",
        ["regnet"] = "rains",
        ["seit"] = "since",
        ["gestern"] = "yesterday",
    };

    private static readonly (string German, string English)[] Phrases =
    [
        ("Wie geht es dir", "how are you"), ("Ich habe Hunger", "I am hungry"), ("Das ist mein", "that is my"), ("Wir kommen morgen", "we come tomorrow"),
        ("Ich trinke gern", "I like to drink"), ("Ich verstehe nicht", "I do not understand"), ("nach Hause", "home"), ("Ich suche", "I am looking for"),
        ("Können Sie mir helfen", "can you help me"), ("Die Rechnung, bitte", "the bill, please"),
    ];

    public static string ByWords(string german) => string.Join(' ', german.Split(' ').Select(Word));

    public static string ByPhrases(string german)
    {
        foreach (var (phrase, english) in Phrases)
        {
            var at = german.IndexOf(phrase, StringComparison.Ordinal);
            if (at >= 0)
                return string.Join(' ', new[] { Rest(german[..at]), english, Rest(german[(at + phrase.Length)..]) }.Where(static part => part.Length > 0)).Replace(" .", ".", StringComparison.Ordinal).Replace(" ?", "?", StringComparison.Ordinal);
        }

        return ByWords(german);
    }

    private static string Rest(string text) => text.Trim().Length == 0 ? "" : ByWords(text.Trim());

    private static string Word(string word)
    {
        var letters = word.TrimEnd('.', '?', ',');
        return Words.GetValueOrDefault(letters, letters) + word[letters.Length..];
    }
}
