using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay;

namespace Samples.Gallery;

public sealed record InvoiceText(string Id, string Text, string Number, string Date, double Total, string Currency);

/// <summary>What is read from an invoice.</summary>
public sealed record Invoice(string? Number, string? Date, double? Total, string? Currency);

/// <summary>Several metrics at once: one for each field, and all of them together, with the reason in words.</summary>
public sealed record InvoiceGrade(bool Number, bool Date, bool Total, bool Currency, bool All, string Reason);

/// <summary>Extraction to a record: the output is JSON, the score says which fields are right.</summary>
[Benchmark("invoices", Description = "Free text to a record of four fields.")]
[Model("patterns")]
[Model("first-things")]
[Gate("fields")]
public static partial class Invoices
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    [Slice("all")]
    public static Dataset<InvoiceText> All => Dataset.Jsonl<InvoiceText>("data/invoices.jsonl");

    [Prompt("extract")]
    [System("Reply with JSON: number, date as yyyy-MM-dd, total, currency.")]
    [User("{item.Text}")]
    public static partial Prompt Ask(InvoiceText item);

    [Engine("patterns")]
    public static string Patterns(InvoiceText item)
    {
        var number = NumberOfInvoice().Match(item.Text);
        var money = Money().Match(item.Text);
        return $"Here it is:\n```json\n{Write(number.Groups[1].Value, DateOf(item.Text), TotalOf(money.Value), Currencies().Match(item.Text).Value)}\n```";
    }

    /// <summary>Takes the first number, and knows one currency.</summary>
    [Engine("first-things")]
    public static string FirstThings(InvoiceText item) => Write(Digits().Match(item.Text).Value, DateOf(item.Text), TotalOf(Money().Match(item.Text).Value), "EUR");

    [Parse("invoice")]
    public static Parsed<Invoice> Read(Output output) => Extract.Json<Invoice>(output);

    [Score("fields", Parse = nameof(Read))]
    public static InvoiceGrade Fields(InvoiceText item, Invoice invoice)
    {
        var number = invoice.Number == item.Number;
        var date = invoice.Date == item.Date;
        var total = invoice.Total is { } read && Similarity.Number(read, item.Total, absolute: 0.005);
        var currency = invoice.Currency == item.Currency;
        string[] wrong = [.. new[] { number ? "" : "number", date ? "" : "date", total ? "" : "total", currency ? "" : "currency" }.Where(static name => name.Length > 0)];
        return new InvoiceGrade(number, date, total, currency, wrong.Length == 0, wrong.Length == 0 ? "All fields are right." : $"Wrong: {string.Join(", ", wrong)}.");
    }

    private static string Write(string number, string date, double total, string currency) => JsonSerializer.Serialize(new Invoice(number, date, total, currency), CamelCase);

    private static double TotalOf(string money) => double.Parse(money, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static string DateOf(string text) => DateTime.ParseExact(Dates().Match(text).Value, "d MMMM yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"[Ii]nvoice (?:no\. |#)?(\d+)")]
    private static partial Regex NumberOfInvoice();

    [GeneratedRegex(@"\d{1,3}(,\d{3})*\.\d\d")]
    private static partial Regex Money();

    [GeneratedRegex("EUR|USD|CHF")]
    private static partial Regex Currencies();

    [GeneratedRegex(@"\d{1,2} [A-Z][a-z]+ 2026")]
    private static partial Regex Dates();
}
