using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Tests.Conformance;

/// <summary>Every rendering vector, in a run and in a preview, except for the deviations that are listed with what is right.</summary>
public sealed class PromptVectorTests
{
    private const string Shown = "a preview shows a placeholder without a value as it was written";
    private const string Refused = "a template that names nothing is refused before any item, in a run and a preview alike: both use one renderer";

    private static readonly Dictionary<string, (string Right, string Why)> Deviations = new()
    {
        ["tpl-bracket-quote/preview"] = ("user: {item['question']}", Shown),
        ["tpl-dict/run"] = ("user: {\"k\":{\"z\":\"deep\"}}", "an object is its canonical JSON, not Python's repr"),
        ["tpl-dict/preview"] = ("user: {\"k\":{\"z\":\"deep\"}}", "an object is its canonical JSON, not Python's repr"),
        ["tpl-conv-s/run"] = ("error", "!s is Python's conversion; there are none here"),
        ["tpl-conv-s/preview"] = ("error", "!s is Python's conversion; there are none here"),
        ["tpl-json-raw/preview"] = ("error", Refused),
        ["tpl-missing-through-scalar/preview"] = ("user: {item.n.x}", Shown),
        ["tpl-unknown-ns/preview"] = ("error", Refused),
        ["tpl-unknown-bare/preview"] = ("error", Refused),
        ["tpl-prompt-var-direct/run"] = ("user: kind", "a run and a preview have one namespace, and the preview's is the documented one"),
        ["tpl-slice-dim/preview"] = ("user: en", "a run and a preview have one namespace"),
        ["tpl-item-id/preview"] = ("user: it-1", "a run and a preview have one namespace"),
        ["tpl-dunder/run"] = ("error", "an artefact of Python, as the vector notes: a missing field"),
        ["tpl-dunder/preview"] = ("user: {item.__class__}", Shown),
        ["experiment-no-benchmark/run"] = ("user: 2+2? {x}", "a prompt is rendered the same with and without a benchmark around it"),
    };

    [Fact]
    public void Rendering_agrees_with_every_vector_but_the_listed_deviations()
    {
        var wrong = new List<string>();
        foreach (var (name, input, expected) in Cases())
        {
            var right = Deviations.TryGetValue(name, out var deviation) ? deviation.Right : expected;
            var actual = Render(input, preview: name.EndsWith("/preview", StringComparison.Ordinal));
            if (actual != right)
                wrong.Add($"{name}: expected {right}, got {actual}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Deviations_are_deviations()
    {
        var cases = Cases().Where(entry => Deviations.ContainsKey(entry.Name)).ToList();
        Assert.Equal(Deviations.Count, cases.Count);
        Assert.All(cases, entry => Assert.NotEqual(entry.Expected, Render(entry.Input, entry.Name.EndsWith("/preview", StringComparison.Ordinal))));
    }

    private static IEnumerable<(string Name, JsonElement Input, string Expected)> Cases()
    {
        foreach (var vector in JsonElement.Parse(File.ReadAllBytes(SharedFiles.Require("vectors/prompt_rendering.json"))).EnumerateArray())
            foreach (var kind in (string[])["run", "preview"])
                yield return ($"{vector.GetProperty("name").GetString()}/{kind}", vector.GetProperty("input"), Spell(vector.GetProperty("expected").GetProperty(kind)));
    }

    private static string Spell(JsonElement expected) =>
        expected.TryGetProperty("error", out _)
            ? "error"
            : string.Join('\n', Messages(expected).Concat(expected.GetProperty("follow_up_turns").EnumerateArray().SelectMany(Messages)).Select(Spell));

    private static string Spell(MessageSpec message) => string.Join(' ', [$"{message.Role.ToString().ToLowerInvariant()}: {message.Content}", .. message.Images]);

    private static string Render(JsonElement input, bool preview)
    {
        try
        {
            var prepared = PreparedPrompt.Parse(SpecOf(input));
            var element = input.GetProperty("item");
            var item = new Item(input.GetProperty("item_id").GetString()!, element, CanonicalJson.Write(element));
            var scope = new PromptScope
            {
                BenchmarkId = input.GetProperty("benchmark_id").GetString(),
                SliceId = input.GetProperty("slice_id").GetString(),
                Dimensions = TextsOf(input.GetProperty("dimensions")),
            };
            var prompt = preview ? prepared.Preview(item, scope) : prepared.Render(item, scope);
            return string.Join('\n', prompt.Messages.Concat(prompt.FollowUps).Select(message => Spell(new MessageSpec(message.Role, message.Text) { Images = message.Images })));
        }
        catch (Exception exception) when (exception is AssayException or JsonException)
        {
            return "error";
        }
    }

    private static PromptSpec SpecOf(JsonElement input) => new(input.GetProperty("prompt_id").GetString()!, ValueList.From(Messages(input)))
    {
        Family = input.GetProperty("prompt_family").GetString(),
        FollowUps = ValueList.From(input.GetProperty("follow_up_turns").EnumerateArray().SelectMany(TurnOf)),
        Variables = TextsOf(input.GetProperty("variables")),
    };

    // A turn without messages cannot be said in our specs, where follow-ups are a list of messages: reading one fails.
    private static IEnumerable<MessageSpec> TurnOf(JsonElement turn) =>
        turn.GetProperty("messages").GetArrayLength() > 0 ? Messages(turn) : throw new JsonException();

    private static IEnumerable<MessageSpec> Messages(JsonElement holder)
    {
        foreach (var message in holder.GetProperty("messages").EnumerateArray())
        {
            if (!Enum.TryParse<MessageRole>(message.GetProperty("role").GetString(), ignoreCase: true, out var role))
                throw new JsonException();
            var content = message.GetProperty("content");
            if (content.ValueKind == JsonValueKind.String)
                yield return new MessageSpec(role, content.GetString()!);
            else
                yield return new MessageSpec(role, string.Concat(Parts(content, "text"))) { Images = ValueList.From(Parts(content, "image_url")) };
        }
    }

    private static IEnumerable<string> Parts(JsonElement content, string type) =>
        content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == type).Select(part => part.GetProperty(type).GetString()!);

    // Our variables are texts, so a nested one is a key with a dot.
    private static ValueMap<string> TextsOf(JsonElement map) => new(map.EnumerateObject().SelectMany(pair =>
        pair.Value.ValueKind == JsonValueKind.Object
            ? TextsOf(pair.Value).Select(inner => KeyValuePair.Create($"{pair.Name}.{inner.Key}", inner.Value))
            : [KeyValuePair.Create(pair.Name, pair.Value.ToString())]));
}
