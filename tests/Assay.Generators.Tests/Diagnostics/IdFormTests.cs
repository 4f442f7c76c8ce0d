using Assay.Generators.Reading;
using Assay.Specs;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>The compiler refuses the ids and texts that specs refuse, and no others.</summary>
public sealed class IdFormTests
{
    public static TheoryData<int> Planes => [0, 1, 2, 14];

    [Theory]
    [MemberData(nameof(Planes))]
    public void Ids_are_refused_where_specs_refuse_them(int plane)
    {
        for (var code = plane << 16; code < (plane + 1) << 16; code++)
        {
            var text = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            AssertSame(text);
            AssertSame("a" + text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("1")]
    [InlineData(".a")]
    [InlineData("_a")]
    [InlineData("openai/gpt-4o:free@2+x")]
    [InlineData("\u0301a")]
    public void Whole_ids_are_refused_where_specs_refuse_them(string id) => AssertSame(id);

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    public void Long_ids_are_refused_where_specs_refuse_them(int length) => AssertSame(new string('a', length));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("a\u0085b")]
    [InlineData("a\u200db")]
    [InlineData("two words")]
    public void Texts_are_refused_where_specs_refuse_them(string text)
    {
        var problems = Problems(new BenchmarkSpec("bench") { Models = [new ModelSpec("echo", "echo") { Name = text }] }, "models[0].name");
        Assert.Equal(problems.Select(static message => message["The model name ".Length..].TrimEnd('.')), Of(IdForm.TextProblemOf(text)));
    }

    private static void AssertSame(string id)
    {
        Assert.Equal(Problems(new BenchmarkSpec(id), "id").Length > 0, IdForm.ProblemOf(id, IdForm.Marks) is not null);
        Assert.Equal(Problems(new BenchmarkSpec("bench") { Models = [new ModelSpec(id, "echo")] }, "models[0].id").Length > 0, IdForm.ProblemOf(id, IdForm.PluginMarks) is not null);
    }

    private static string[] Of(string? problem) => problem is null ? [] : [problem];

    private static string[] Problems(BenchmarkSpec spec, string path) =>
        [.. SpecValidator.Validate(spec).Where(problem => problem.Path == path).Select(static problem => problem.Message)];
}
