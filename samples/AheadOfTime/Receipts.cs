using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay;
using Assay.Contracts;

namespace Samples.Ahead;

[Benchmark("receipts", Description = "What was paid in all?")]
[Model("first-sum", Provider = "reader")]
[Model("total", Provider = "reader")]
public sealed partial class Receipts
{
    [Slice("purchases")]
    public static Dataset<Receipt> Purchases => Dataset.Jsonl("data/receipts.jsonl", ReceiptJson.Default.Receipt);

    [Prompt("plain")]
    [User("Answer with {{\"total\": …}}, the sum that was paid in all.\n{item.Text}")]
    public static partial Prompt Plain(Receipt item);

    [Engine("reader")]
    public static string Read(Receipt item, EngineRequest request)
    {
        var sums = Sum().Matches(item.Text);
        var found = request.Model.Id == "total" && item.Text.Contains("total", StringComparison.Ordinal) ? sums[^1] : sums[0];
        return JsonSerializer.Serialize(new Amount(decimal.Parse(found.Value, CultureInfo.InvariantCulture)), ReceiptJson.Default.Amount);
    }

    [Parse("amount")]
    public static Parsed<Amount> Amount(Output output) => Extract.Json(output, ReceiptJson.Default.Amount);

    [Score("exact", Parse = "amount")]
    public static bool IsExact(Receipt item, Amount amount) => item.Total == amount.Total;

    [GeneratedRegex(@"\d+\.\d\d")]
    private static partial Regex Sum();
}
