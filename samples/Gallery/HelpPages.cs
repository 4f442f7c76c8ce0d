namespace Samples.Gallery;

/// <summary>A small help centre and two ways to search it.</summary>
internal static class HelpPages
{
    private static readonly (string Id, string Text)[] Pages =
    [
        ("p01", "Forgot password: reset your password with the link that we mail to you"),
        ("p02", "Change the e-mail address, the name or the company of your account"),
        ("p03", "Log in with a two factor code, on a new phone or when the phone is lost and the mail with the code does not arrive"),
        ("p04", "Track an order: where is the parcel, delivery times for each country"),
        ("p05", "A parcel arrived damaged, an item is broken or missing on delivery"),
        ("p06", "Return an item: print the return label, send it back or exchange it for another size"),
        ("p07", "Refund: when the money comes back to card or account after a return"),
        ("p08", "Pay by card, invoice or voucher, and what to do when a payment was declined"),
        ("p09", "Download an invoice, and put the company name on the invoice"),
        ("p10", "Cancel an order before it is sent"),
        ("p11", "Change the plan of a subscription or cancel the subscription"),
        ("p12", "Privacy: export your data, close and delete your account"),
    ];

    private static readonly string[][] Words = [.. Pages.Select(static page => Split(page.Text))];
    private static readonly double MeanLength = Words.Average(static words => words.Length);

    /// <summary>Okapi BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009).</summary>
    public static IEnumerable<string> ByBm25(string query) => Order(query, static (terms, words) => terms.Sum(term =>
    {
        var count = words.Count(word => word == term);
        var pages = Words.Count(page => page.Contains(term));
        var weight = Math.Log(1 + ((Pages.Length - pages + 0.5) / (pages + 0.5)));
        return weight * count * 2.2 / (count + (1.2 * (0.25 + (0.75 * words.Length / MeanLength))));
    }));

    public static IEnumerable<string> ByOverlap(string query) => Order(query, static (terms, words) => terms.Count(term => words.Contains(term)));

    private static IEnumerable<string> Order(string query, Func<string[], string[], double> score)
    {
        var terms = Split(query);
        return Pages.Select((page, i) => (page.Id, Score: score(terms, Words[i]))).OrderByDescending(static page => page.Score).ThenBy(static page => page.Id, StringComparer.Ordinal).Take(5).Select(static page => page.Id);
    }

    private static string[] Split(string text) => text.ToLowerInvariant().Split([' ', ',', ':', '.'], StringSplitOptions.RemoveEmptyEntries);
}
