using System.Text;
using Assay.Contracts;
using Assay.Identity;
using Assay.Prompts;
using Assay.Specs;
using Timed = BenchmarkDotNet.Attributes.BenchmarkAttribute;

namespace Assay.Benchmarks.Parts;

/// <summary>Prompts: rendered from a template and hashed, beside the bare concatenation.</summary>
public class PromptParts
{
    private readonly string text = Workload.TextOf(1);
    private readonly Item item = new("q", 1, Encoding.UTF8.GetBytes($$"""{"text":"{{Workload.TextOf(1)}}"}"""));
    private readonly PreparedPrompt prompt = PreparedPrompt.Parse(new PromptSpec("ask", [new MessageSpec(MessageRole.User, "{item.text}\nAnswer with one letter.")]));
    private readonly Prompt rendered = new(new Message(MessageRole.User, Workload.TextOf(1)));

    [Timed(Baseline = true)]
    public string BareConcatenation() => string.Concat(text, "\nAnswer with one letter.");

    [Timed]
    public Prompt Template() => prompt.Render(item);

    [Timed]
    public Hash128 PromptDigest() => rendered.Digest();
}
