using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>What is probably a mistake, and what looks like it and is none.</summary>
public sealed class DoubtsTests
{
    private const string Letter = """[Parse("letter")] public static Parsed<char> Letter(Output output) => output.Text[0];""";

    private const string Read = """[Score("x", Parse = "letter")] public static bool X(Ticket item, char letter) => item.Label[0] == letter;""";

    [Fact]
    public Task A_parse_that_no_score_reads() => VerifyAsync("ASY0307", Letter.Replace("\"letter\"", "[|\"letter\"|]"));

    [Theory]
    [InlineData(Read)]
    [InlineData("""[SliceScore("x", Parse = nameof(Letter))] public static double X(IReadOnlyList<Answered<Ticket, char>> answers) => 1;""")]
    [InlineData("""[Parse("first", Fallbacks = ["letter"])] public static Parsed<char> First(Output output) => default; [Score("x", Parse = "first")] public static bool X(char letter) => true;""")]
    public Task A_parse_that_something_reads(string members) => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark(Letter + members));

    [Fact]
    public Task A_parse_of_an_included_class_that_this_one_does_not_read() => DiagnosticTest.VerifyNoneAsync(
        Sources.Benchmark("", "[Include(typeof(Common))]", $"public static class Common {{ {Letter} }}"));

    [Theory]
    [InlineData("Ticket item, Output output")]
    [InlineData("CancellationToken token")]
    public Task A_score_that_ignores_its_parse(string parameters) => VerifyAsync("ASY0415", $"{Letter} [Score(\"x\", Parse = \"letter\")] public static bool [|X|]({parameters}) => true;");

    [Fact]
    public Task A_score_that_reads_the_outcome_of_its_parse() =>
        DiagnosticTest.VerifyNoneAsync(Sources.Benchmark($"{Letter} [Score(\"x\", Parse = \"letter\")] public static bool X(Parsed<char> letter) => letter.Success;"));

    [Theory]
    [InlineData("[Inference(Temperature = [|0.7|])]")]
    [InlineData("[Inference(Temperature = [|1|])] [Gate(\"length\")]")]
    [InlineData("[InferenceGrid(Temperature = [|[0, 0.7]|])]")]
    [InlineData("[Inference(Temperature = 0)] [Inference(Temperature = [|0.1|], TopP = 0.5)]")]
    public Task Random_answers_held_exactly(string attributes) => DiagnosticTest.VerifyAsync("ASY0416", Sources.Benchmark("", attributes));

    [Theory]
    [InlineData("[Inference(Temperature = 0)]")]
    [InlineData("[Inference(MaxTokens = 5)]")]
    [InlineData("[Inference(Temperature = 0.7, Seed = 1)]")]
    [InlineData("[Inference(Temperature = 0.7)] [Gate(\"length\", Tolerance = 0.5)]")]
    [InlineData("[InferenceGrid(Temperature = [0], TopP = [0.5, 1])]")]
    public Task Answers_that_are_not_random_or_not_held_exactly(string attributes) => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark("", attributes));

    [Fact]
    public Task Random_answers_of_several_samples() =>
        DiagnosticTest.VerifyNoneAsync(Sources.Benchmark("", "[Inference(Temperature = 0.7)]").Replace("[Slice(\"all\")]", "[Slice(\"all\", Samples = 5)]"));

    [Theory]
    [InlineData("Task.FromResult(1).[|Result|]")]
    [InlineData("new ValueTask<int>(1).[|Result|]")]
    [InlineData("Task.FromResult(1).GetAwaiter().[|GetResult|]()")]
    [InlineData("Task.FromResult(1).ConfigureAwait(false).GetAwaiter().[|GetResult|]()")]
    [InlineData("Task.Delay(1).[|Wait|](1) ? 1 : 0")]
    [InlineData("Task.[|WaitAny|]([Task.CompletedTask])")]
    public async Task A_method_that_blocks(string expression)
    {
        await VerifyAsync("ASY0417", $"[Score(\"x\")] public static int X(Output output) => {expression};");
        await VerifyAsync("ASY0417", $"[Engine(\"x\")] public static string X(Ticket item) => $\"{{({expression})}}\";");
    }

    [Theory]
    [InlineData("await Task.FromResult(1)")]
    [InlineData("await Task.FromResult(1).WaitAsync(token)")]
    [InlineData("new Holder(1).Result + new Holder(2).Wait()")]
    public Task A_method_that_does_not_block(string expression) => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark(
        $"[Score(\"x\")] public static async Task<int> X(Output output, CancellationToken token) {{ await Task.Yield(); return {expression}; }}",
        types: "public sealed record Holder(int Result) { public int Wait() => Result; }"));

    [Fact]
    public Task Nothing_is_doubted_where_something_is_wrong() => VerifyAsync("ASY0403", Letter + "[Score([|\"length\"|])] public static int X(Output output) => Task.FromResult(1).Result;");

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
