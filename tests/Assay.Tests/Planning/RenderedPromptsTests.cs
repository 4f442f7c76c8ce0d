using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Tests.Planning;

/// <summary>Prompts that several models are asked with.</summary>
public sealed class RenderedPromptsTests
{
    private const int Items = 5_000;
    private int renderings;

    [Fact]
    public void A_prompt_is_rendered_once_for_models_that_follow_each_other()
    {
        var prompts = new RenderedPrompts([Variant("a"), Variant("b")], Items);

        foreach (var block in Enumerable.Range(0, Items).Chunk(500))
        {
            for (var model = 0; model < 3; model++)
            {
                foreach (var index in block)
                    Assert.Equal(Text("b", index), prompts.Of(1, index, ItemOf(index)).Prompt.Text);
            }
        }

        Assert.Equal(Items, renderings);
    }

    [Fact]
    public void Each_variant_and_item_gets_its_own_prompt_in_any_order()
    {
        var prompts = new RenderedPrompts([Variant("a"), Variant("b")], Items);
        Parallel.For(0, 2 * Items, i =>
        {
            var (variant, index) = (i % 2, (int)(i * 7919L % Items));
            var rendered = prompts.Of(variant, index, ItemOf(index));
            Assert.Equal(Text(variant == 0 ? "a" : "b", index), rendered.Prompt.Text);
            Assert.Equal(rendered.Prompt.Digest(), rendered.Digest);
        });
    }

    [Fact]
    public void Long_prompts_are_not_kept()
    {
        var prompts = new RenderedPrompts([Variant(new string('x', 5_000))], 1);
        prompts.Of(0, 0, ItemOf(0));
        prompts.Of(0, 0, ItemOf(0));
        Assert.Equal(2, renderings);
    }

    [Fact]
    public void A_prompt_that_cannot_be_rendered_says_why_and_is_tried_again()
    {
        var prompts = new RenderedPrompts([new PlannedPrompt(null, _ => throw Failure())], 1);
        for (var i = 1; i <= 2; i++)
        {
            var rendered = prompts.Of(0, 0, ItemOf(0));
            Assert.Equal(ErrorCode.PromptMalformed, rendered.Failure!.Code);
            Assert.Equal(ItemOf(0).Digest, rendered.Digest);
            Assert.Equal(i, renderings);
        }
    }

    private AssayException Failure()
    {
        renderings++;
        return new AssayException(ErrorCode.PromptMalformed, "It has no such field; name another.");
    }

    private PlannedPrompt Variant(string text) => new(null, item =>
    {
        Interlocked.Increment(ref renderings);
        return new Prompt(new Message(MessageRole.User, $"{text} {item.Id}"));
    });

    private static string Text(string variant, int index) => string.Create(CultureInfo.InvariantCulture, $"{variant} {index}");

    private static Item ItemOf(int index) => new(index.ToString(CultureInfo.InvariantCulture), index, "{}"u8.ToArray());
}
