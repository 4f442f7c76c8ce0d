using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.CodeFixes;

/// <summary>What a fix writes, where it is offered, and what it does to all of a rule at once.</summary>
public sealed class CodeFixTests
{
    private const string Rest = """
        using Assay;

        public sealed record Ticket(string Id, string Question, string Label);

        public static partial class Triage
        {
            [Slice("billing")]
            public static Dataset<Ticket> Billing => Dataset.From<Ticket>([new Ticket("1", "Q", "A")]);

            [Engine("keywords")]
            public static string Keywords(Ticket item) => item.Label;

            [Score("accuracy")]
            public static bool Accuracy(Ticket item, Output output) => output.Text == item.Label;
        }
        """;

    [Fact]
    public async Task A_misspelt_id_becomes_the_closest_one_in_every_place()
    {
        using var project = Class("""
            [Slice("first", Prompts = ["drect", "plain"])]
            public static Dataset<Ticket> First => Billing;

            [Slice("second", Prompts = ["dirct"])]
            public static Dataset<Ticket> Second => Billing;

            [Prompt("direct"), User("{item.Question}")]
            public static partial Prompt Direct(Ticket item);

            [Prompt("plain"), User("{item.Question}")]
            public static partial Prompt Plain(Ticket item);
            """);

        await project.FixAllAsync("ASY0105");

        var fixedText = await project.ReadAsync();
        Assert.Contains("""Prompts = ["direct", "plain"]""", fixedText, StringComparison.Ordinal);
        Assert.Contains("""Prompts = ["direct"]""", fixedText, StringComparison.Ordinal);
        Assert.Empty(await project.AnalyzeAsync());
    }

    [Fact]
    public async Task An_id_that_is_like_none_gets_no_fix()
    {
        using var project = Class("""
            [Slice("first", Prompts = ["summarise"])]
            public static Dataset<Ticket> First => Billing;

            [Prompt("direct"), User("{item.Question}")]
            public static partial Prompt Direct(Ticket item);
            """);

        Assert.Empty(await project.OfferedAsync("ASY0105"));
    }

    [Fact]
    public async Task An_id_that_comes_from_a_constant_gets_no_fix()
    {
        using var project = Class("""
            private const string Choice = "drect";

            [Slice("first", Prompts = [Choice])]
            public static Dataset<Ticket> First => Billing;

            [Prompt("direct"), User("{item.Question}")]
            public static partial Prompt Direct(Ticket item);
            """);

        Assert.Empty(await project.OfferedAsync("ASY0105"));
    }

    [Fact]
    public async Task Repeated_ids_get_names_of_their_own()
    {
        using var project = Class("""
            [Score("accuracy")]
            public static bool KeepsIt(Ticket item, Output output) => true;

            [Score("accuracy")]
            public static bool HasUnit2(Ticket item, Output output) => true;

            [Score("accuracy")]
            public static bool accuracy(Ticket item, Output output) => true;
            """);

        await project.FixAllAsync("ASY0403");

        var fixedText = await project.ReadAsync();
        Assert.Contains("""[Score("has-unit2")]""", fixedText, StringComparison.Ordinal);
        Assert.Contains("""[Score("accuracy-2")]""", fixedText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[User("Q: {Question}")]""", "ASY0205", """[User("Q: {item.Question}")]""")]
    [InlineData("""[User("Q: {item.question}")]""", "ASY0205", """[User("Q: {item.Question}")]""")]
    [InlineData("""[User("Q: {item.Qestion }")]""", "ASY0206", """[User("Q: {item.Question}")]""")]
    [InlineData("""[User("{\"a\": {item.Label}}")]""", "ASY0206", """[User("{{\"a\": {item.Label}}}")]""")]
    [InlineData("""[User("{item.Label:F2}")]""", "ASY0207", """[User("{item.Label}")]""")]
    public async Task A_template_is_mended_where_it_is_wrong(string written, string rule, string mended)
    {
        using var project = Class($"""
            [Prompt("direct")]
            {written}
            public static partial Prompt Direct(Ticket item);
            """);

        await project.FixAllAsync(rule);

        Assert.Contains(mended, await project.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_parts_of_a_class_become_partial()
    {
        using var project = Files(
            "[Benchmark(\"triage\")]\n[Model(\"keywords\")]\npublic static class Triage\n{\n}\n", Rest.Replace("static partial class", "static class", StringComparison.Ordinal));

        await project.FixAsync("ASY0001");

        Assert.Contains("public static partial class Triage", await project.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("public static partial class Triage", await project.ReadAsync("/project/Rest.cs"), StringComparison.Ordinal);
        Assert.Empty(await project.AnalyzeAsync());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task The_one_engine_becomes_the_model_and_lines_end_as_the_file_ends_them(string lineEnd)
    {
        var written = $"using Assay;{lineEnd}{lineEnd}// Why it is.{lineEnd}[Assay.Benchmark(\"triage\")]{lineEnd}public static partial class Triage;{lineEnd}";
        using var project = Files(written, Rest);

        await project.FixAsync("ASY0005");

        var mended = written.Replace("public static", $"[Assay.Model(\"keywords\")]{lineEnd}public static", StringComparison.Ordinal);
        Assert.Equal(mended, await project.ReadAsync());
    }

    [Fact]
    public async Task One_of_several_engines_is_not_chosen()
    {
        using var project = Files("using Assay;\n\n[Benchmark(\"triage\")]\npublic static partial class Triage\n{\n    [Engine(\"other\")]\n    public static string Other(Ticket item) => \"\";\n}\n", Rest);

        Assert.Empty(await project.OfferedAsync("ASY0005"));
    }

    [Fact]
    public async Task Parentheses_go_with_their_last_argument_and_brackets_with_their_last_attribute()
    {
        using var project = Files("""
            using Assay;

            [Benchmark("triage")]
            [Model("keywords")]
            [Inference(Temperature = -1, MaxTokens = -5)]
            [Gate("accuracy")]
            [Gate("accuracy")]
            public static partial class Triage;
            """, Rest);

        await project.FixAllAsync("ASY0014");
        await project.FixAllAsync("ASY0408");

        Assert.Equal("""
            using Assay;

            [Benchmark("triage")]
            [Model("keywords")]
            [Inference]
            [Gate("accuracy")]
            public static partial class Triage;
            """, await project.ReadAsync());
    }

    [Fact]
    public async Task A_pair_with_a_colon_gets_an_equals_sign_and_a_repeated_key_goes()
    {
        using var project = Class("""
            [Slice("first", Dimensions = ["lang: de", "size=1", "size=2"])]
            public static Dataset<Ticket> First => Billing;
            """);

        await project.FixAsync("ASY0104");
        await project.FixAsync("ASY0104");

        Assert.Contains("""Dimensions = ["lang=de", "size=1"]""", await project.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_is_written_as_the_file_would_write_it()
    {
        using var project = Class("""
            [Parse("word")]
            public static System.Text.StringBuilder Word(string text) => new(text);

            [Score("length", Parse = "word")]
            public static double Length(Ticket item, string word) => word.Length;
            """, "using System.Text;\n");

        await project.FixAsync("ASY0405");

        Assert.Contains("Length(Ticket item, StringBuilder word)", await project.ReadAsync(), StringComparison.Ordinal);
    }

    private static FixedProject Class(string members, string usings = "") => Files(
        $"{usings}using Assay;\n\n[Benchmark(\"triage\")]\n[Model(\"keywords\")]\npublic static partial class Triage\n{{\n{members}\n}}\n", Rest);

    private static FixedProject Files(string example, string rest) =>
        new([new SourceFile("/project/Usings.cs", Sources.Usings), new SourceFile("/project/Example.cs", example), new SourceFile("/project/Rest.cs", rest)]);
}
