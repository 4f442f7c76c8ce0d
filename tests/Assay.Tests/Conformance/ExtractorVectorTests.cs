using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Tests.Conformance;

/// <summary>
/// Every case of the two vector files. A config that cannot be bound counts as a failed extraction, and a null text as an
/// empty one. The vectors' bare NaN is spelt as the text "NaN", as System.Text.Json names it.
/// </summary>
public sealed class ExtractorVectorTests
{
    /// <summary>Where the reference is wrong: the case, what is right, and why.</summary>
    private static readonly Dictionary<string, (string Right, string Why)> Deviations = new()
    {
        ["boxed_text-15"] = ("\"inner\"", "an unclosed box must not hide the closed box within it"),
        ["regex-14"] = ("\"1\"", "a group that is named in the pattern can be asked for by its name"),
    };

    public static TheoryData<string> Extractors =>
        ["regex", "json_schema", "embedded_json", "first_number", "choice_letter", "boxed_text", "normalized_text", "math_answer"];

    [Theory]
    [MemberData(nameof(Extractors))]
    public async Task Extractor_agrees_with_every_vector_but_the_listed_deviations(string extractor)
    {
        var cases = Cases().Where(entry => entry.Extractor == extractor).ToList();
        Assert.True(cases.Count >= 9, $"{cases.Count} cases of {extractor}");

        var wrong = new List<string>();
        foreach (var entry in cases)
        {
            var actual = await RunAsync(entry);
            var expected = Deviations.TryGetValue(entry.Name, out var deviation) ? deviation.Right : entry.Expected;
            if (actual != expected)
                wrong.Add($"{entry.Name}: expected {expected}, got {actual}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Deviations_are_deviations()
    {
        foreach (var entry in Cases().Where(entry => Deviations.ContainsKey(entry.Name)))
            Assert.NotEqual(entry.Expected, await RunAsync(entry));
    }

    private static async Task<string> RunAsync(VectorCase entry)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetExtractor(entry.Extractor, out var extractor));
        try
        {
            var item = new Item("1", "", "{}"u8.ToArray());
            var found = await extractor.Bind(entry.Config)(new ExtractionContext(new Output(entry.Text), item), CancellationToken.None);
            return found.Success ? Spell(found.Value) : "failed";
        }
        catch (SpecValidationException)
        {
            return "failed";
        }
    }

    private static IEnumerable<VectorCase> Cases()
    {
        foreach (var file in (string[])["vectors/extractors.json", "vectors/extractors-2.json"])
        {
            var json = File.ReadAllText(SharedFiles.Require(file)).Replace("\"parsed\": NaN", "\"parsed\": \"NaN\"", StringComparison.Ordinal);
            using var document = JsonDocument.Parse(json);
            foreach (var element in document.RootElement.Clone().EnumerateArray())
            {
                var input = element.TryGetProperty("input", out var nested) ? nested : element;
                var text = input.TryGetProperty("raw_text", out var raw) ? raw : input.GetProperty("text");
                var expected = element.GetProperty("expected");
                var failed = expected.TryGetProperty("failed", out var flag) ? flag.GetBoolean() : !expected.GetProperty("success").GetBoolean();
                var value = expected.TryGetProperty("parsed_answer", out var answer) || expected.TryGetProperty("parsed", out answer) ? answer : default;
                yield return new VectorCase(
                    element.GetProperty("name").GetString()!,
                    input.GetProperty("extractor").GetString()!,
                    input.GetProperty("config"),
                    text.GetString() ?? "",
                    failed ? "failed" : SpellExpected(value));
            }
        }
    }

    private static string SpellExpected(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.GetRawText().AsSpan().ContainsAny('.', 'e') => Spell(value.GetDouble()),
        JsonValueKind.Number => value.GetRawText(),
        _ => Spell(value).Replace("{\"$nonfinite\":\"nan\"}", "\"NaN\"", StringComparison.Ordinal),
    };

    /// <summary>Canonical JSON; a double always shows a point, so that 3 and 3.0 differ.</summary>
    private static string Spell(object? value) => value switch
    {
        null => "null",
        JsonElement json => Encoding.UTF8.GetString(CanonicalJson.Write(json)),
        long or BigInteger => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number => number.ToString("0.0################E0", CultureInfo.InvariantCulture),
        string text => Spell(JsonSerializer.SerializeToElement(text)),
        _ => throw new InvalidOperationException($"An extractor gave a {value.GetType()}."),
    };

    private sealed record VectorCase(string Name, string Extractor, JsonElement Config, string Text, string Expected);
}
