using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class ScoreRulesTests
{
    [Theory]
    [InlineData("public static int X([|int|] count) => count;")]
    [InlineData("public static int X(Ticket item, [|Ticket|] other) => 1;")]
    [InlineData("public static int X([|string|] text) => 1;")]
    [InlineData("public static int [|X|]<T>(Output output) => 1;")]
    public Task A_method_of_another_form(string method) => VerifyAsync("ASY0401", $"[Score(\"x\")] {method}");

    [Theory]
    [InlineData("string")]
    [InlineData("decimal")]
    [InlineData("char")]
    [InlineData("double?")]
    [InlineData("object")]
    public Task A_score_that_is_no_number(string type) => VerifyAsync("ASY0402", $"[Score(\"x\")] public static [|{type}|] X(Output output) => default!;");

    [Theory]
    [InlineData("Task<string>")]
    [InlineData("Task")]
    public Task A_task_of_no_number(string type) => VerifyAsync("ASY0402", $"[Score(\"x\")] public static [|{type}|] X(Output output) => null!;");

    [Fact]
    public Task Two_scores_of_one_id() => VerifyAsync("ASY0403", "[Score([|\"length\"|])] public static int X(Output output) => 1;");

    [Fact]
    public Task An_unknown_parse() => VerifyAsync("ASY0404", "[Score(\"x\", Parse = [|\"leter\"|])] public static int X(char letter) => letter;" + Letter);

    [Theory]
    [InlineData("Ticket item, [|string|] letter")]
    [InlineData("[|bool|] letter")]
    [InlineData("Output output, [|List<char>|] letter")]
    public Task A_parse_that_gives_another_type(string parameters) => VerifyAsync("ASY0405", $"[Score(\"x\", Parse = \"letter\")] public static int X({parameters}) => 1;" + Letter);

    [Fact]
    public Task A_parameter_that_could_be_two_things() => VerifyAsync("ASY0406", """
        [Parse("ticket")] public static Ticket Again(Output output) => new("", "", "");

        [Score("x", Parse = "ticket")] public static int X([|Ticket|] item) => 1;
        """);

    [Fact]
    public Task A_parameter_that_takes_anything() => VerifyAsync("ASY0406", "[Score(\"x\")] public static int X([|object|] anything) => 1;");

    [Fact]
    public Task A_gate_on_an_unknown_score() => DiagnosticTest.VerifyAsync("ASY0407", Sources.Benchmark("", "[Gate([|\"accuracy\"|])]"));

    [Theory]
    [InlineData("[Gate(\"length\")] [Gate([|\"length\"|])]")]
    [InlineData("[Gate(\"length\", Tolerance = 0.1, RelativeTolerance = [|0.1|])]")]
    [InlineData("[Gate(\"length\", Tolerance = [|-0.1|])]")]
    [InlineData("[Gate(\"length\", RelativeTolerance = [|double.PositiveInfinity|])]")]
    public Task A_gate_that_contradicts_itself_or_another(string gates) => DiagnosticTest.VerifyAsync("ASY0408", Sources.Benchmark("", gates));

    private const string Letter = """

        [Parse("letter")] public static Parsed<char> Letter(Output output) => output.Text[0];
        """;

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
