namespace Samples.Triage;

/// <summary>
/// The baseline that costs nothing: counts the words that give each topic away and names the topic with the most.
/// </summary>
internal static class KeywordClassifier
{
    private const char Otherwise = 'E';

    private static readonly (char Label, string[] Stems)[] Topics =
    [
        ('A', [
            "refund", "charge", "invoice", "bill", "money", "payment", "price", " fee", "debit", "credit", "discount", "voucher", "gift card", " vat ",
            "receipt", "cancel", "instalment", "rechnung", "erstatt", "abgebucht", "betrag", "geld", "gutschein"]),
        ('B', [
            "password", "username", "log in", "login", "sign in", "sign-on", "locked", "access", "account", "profile", "verification", "authenticator",
            "recovery", "face id", "passwort", "konto", "anmeld", "zugang"]),
        ('C', ["parcel", "package", "courier", "deliver", "tracking", "shipment", "express", "paket", "liefer", "sendung"]),
        ('D', ["crash", "error", "freez", "update", "button", "screen", "blank", "fehler", "stürzt", "reagiert nicht"]),
    ];

    /// <summary>Answers as a person would, in a sentence: <c>Label: A</c>.</summary>
    /// <param name="text">The ticket, alone or inside a prompt that names no topic itself.</param>
    /// <returns>The topic with the most matching stems; the first letter of equals, and E when nothing matches.</returns>
    internal static string Classify(string text)
    {
        var best = Otherwise;
        var most = 0;
        foreach (var (label, stems) in Topics)
        {
            var hits = stems.Count(stem => text.Contains(stem, StringComparison.OrdinalIgnoreCase));
            if (hits <= most)
                continue;
            best = label;
            most = hits;
        }

        return $"Label: {best}";
    }
}
