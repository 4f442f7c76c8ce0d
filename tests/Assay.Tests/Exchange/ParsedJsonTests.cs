using System.Text;
using System.Text.Json;
using Assay.Exchange;

namespace Assay.Tests.Exchange;

public sealed class ParsedJsonTests
{
    public static TheoryData<object?, string?> Values => new()
    {
        { null, "null" },
        { "a\nb", "\"a\\nb\"" },
        { 'B', "\"B\"" },
        { true, "true" },
        { 12L, "12" },
        { (byte)3, "3" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.5, "0.5" },
        { 1.10m, "1.10" },
        { double.NaN, null },
        { DayOfWeek.Monday, "\"Monday\"" },
        { new[] { "a", "b" }, "[\"a\",\"b\"]" },
        { new List<object?> { 1, new[] { 2.5 }, null }, "[1,[2.5],null]" },
        { new Dictionary<string, int> { ["a"] = 1 }, "{\"a\":1}" },
        { new Dictionary<int, int> { [1] = 1 }, null },
        { JsonSerializer.Deserialize<JsonElement>("{\n \"a\": [1,\n 2] }"), "{\"a\":[1,2]}" },
        { JsonSerializer.Deserialize<JsonElement>("""{"a":"\ud800"}"""), null },
        { new object[] { new Uri("https://a.example") }, null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_is_written_on_one_line_where_JSON_can_hold_it(object? value, string? expected)
    {
        var isKnown = ParsedJson.TryWrite(value, out var json);

        Assert.Equal(expected, isKnown ? Encoding.UTF8.GetString(json.Span) : null);
    }
}
