using System.Text.Json;
using Assay.Compilation;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Compilation;

public sealed class BenchmarkPreviewTests
{
    private static readonly BenchmarkSpec Spec = new("bench")
    {
        Models = [new ModelSpec("m", "any")],
        Prompts =
        [
            new PromptSpec("short", [new MessageSpec(MessageRole.User, "{item.Question} ({slice.id})")]),
            new PromptSpec("long", [new MessageSpec(MessageRole.System, "Speak {slice.dimensions.lang}."), new MessageSpec(MessageRole.User, "{item.Question}")]) { Family = "wordy" },
        ],
        Slices =
        [
            new SliceSpec("all", new DatasetSpec(DatasetKind.Memory)) { Dimensions = new ValueMap<string>([KeyValuePair.Create("lang", "en")]) },
            new SliceSpec("wordy", new DatasetSpec(DatasetKind.Memory)) { Families = ["wordy"] },
        ],
    };

    private static readonly Item Item = new("i1", "", """{"Question":"Why?"}"""u8.ToArray());

    [Fact]
    public void Preview_renders_what_each_slice_selects_in_the_benchmarks_order() => Assert.Equal(
        ["all/short: Why? (all)", "all/long: Speak en.\n\nWhy?", "wordy/long: Speak {slice.dimensions.lang}.\n\nWhy?"],
        Spec.Preview(Item).Select(static preview => $"{preview.Slice}/{preview.PromptId}: {preview.Prompt.Text}"));

    [Fact]
    public void Field_that_the_item_lacks_shows_its_placeholder() =>
        Assert.Equal("{item.Question} (all)", Spec.Preview(new Item("i", "", "{}"u8.ToArray()))[0].Prompt.Text);

    [Fact]
    public void Value_of_an_items_type_is_shown_as_the_item_that_it_becomes() =>
        Assert.Equal("How? (all)", Spec.Preview(new { Question = "How?" })[0].Prompt.Text);

    [Fact]
    public void Malformed_templates_are_refused_all_at_once_each_by_its_place()
    {
        var torn = new MessageSpec(MessageRole.User, "{item.Question");
        var spec = Spec with { Prompts = [Spec.Prompts[0] with { Messages = [torn] }, new PromptSpec("long", [new MessageSpec(MessageRole.User, "x"), torn]) { Family = "wordy" }] };

        var error = Assert.Throws<SpecValidationException>(() => spec.Preview(Item));

        Assert.Equal([(ErrorCode.PromptMalformed, "prompts[0].messages[0].content"), (ErrorCode.PromptMalformed, "prompts[1].messages[1].content")], error.Problems.Select(static problem => (problem.Code, problem.Path!)));
    }

    [Fact]
    public void Item_that_cannot_be_read_has_no_preview()
    {
        var torn = Item.Failed("i2", new DatasetException(new Problem(ErrorCode.DatasetMalformed, "Torn.")));

        Assert.Equal(ErrorCode.DatasetMalformed, Assert.Throws<DatasetException>(() => Spec.Preview(torn)).Code);
    }

    [Fact]
    public void Json_is_previewed_as_it_is()
    {
        using var json = JsonDocument.Parse("""{"Question":"What?"}""");

        Assert.Equal("What? (all)", Spec.Preview(json.RootElement)[0].Prompt.Text);
    }
}
