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
    [InlineData("[Gate(\"length\", Metric = [|\"value\"|])]")]
    [InlineData("[Gate(\"grade\", Metric = [|\"shares\"|])]")]
    [InlineData("[Gate(nameof(Bench.Rate), Metric = [|nameof(Grade.Why)|])]")]
    public Task A_gate_on_an_unknown_metric(string gate) => DiagnosticTest.VerifyAsync("ASY0418", Sources.Benchmark(
        "[Score(\"grade\")] public static Grade Rate(Output output) => new(true, 0.5, \"\");", gate, "public sealed record Grade(bool IsRight, double Share, string Why);"));

    [Theory]
    [InlineData("[Gate(\"length\")] [Gate([|\"length\"|])]")]
    [InlineData("[Gate(\"length\", Tolerance = 0.1, RelativeTolerance = [|0.1|])]")]
    [InlineData("[Gate(\"length\", Tolerance = [|-0.1|])]")]
    [InlineData("[Gate(\"length\", RelativeTolerance = [|double.PositiveInfinity|])]")]
    [InlineData("[Gate(\"length\", MinEffect = 0.1, Margin = [|0.1|])]")]
    [InlineData("[Gate(\"length\", Margin = [|0d|])]")]
    [InlineData("[Gate(\"length\", MinEffect = 0.1, Alpha = [|0.5|])]")]
    [InlineData("[Gate(\"length\", Tolerance = 0.1, Alpha = [|0.1|])]")]
    [InlineData("[Gate(\"length\", AtLeast = 2, AtMost = [|1|])]")]
    [InlineData("[Gate(\"length\", ErrorRate = [|1.5|])]")]
    [InlineData("[Gate(\"length\", Confirm = [|3|])]")]
    [InlineData("[Gate(\"length\", Tolerance = 1, Confirm = [|-1|])]")]
    public Task A_gate_that_contradicts_itself_or_another(string gates) => DiagnosticTest.VerifyAsync("ASY0408", Sources.Benchmark("", gates));

    [Theory]
    [InlineData("[Gate(\"length\", Baseline = [|\"nobody\"|])]")]
    [InlineData("[Limit(Assay.Specs.LimitMeasure.CostPerItem, 1, Model = [|\"nobody\"|])]")]
    public Task A_gate_or_limit_of_an_unknown_model(string gates) => DiagnosticTest.VerifyAsync("ASY0419", Sources.Benchmark("", gates));

    [Theory]
    [InlineData("[Limit([|Assay.Specs.LimitMeasure.CostPerItem|], 0d)]")]
    [InlineData("[Limit(Assay.Specs.LimitMeasure.CostPerItem, 1)] [[|Limit(Assay.Specs.LimitMeasure.CostPerItem, 2)|]]")]
    public Task A_limit_that_contradicts_itself_or_another(string limits) => DiagnosticTest.VerifyAsync("ASY0420", Sources.Benchmark("", limits));

    [Fact]
    public Task A_gate_that_asks_for_more_than_its_items_can_show() => DiagnosticTest.VerifyAsync("ASY0421", Sources.Benchmark(
        "[Score(\"right\")] public static bool Right(Output output) => true; [Slice(\"some\", Take = 100)] public static IEnumerable<Ticket> Some => [];", "[Gate(\"right\", MinEffect = [|0.01|])]"));

    [Theory]
    [InlineData("record struct Grade(double Fluency, double? Adequacy);")]
    [InlineData("record Grade(bool Right, decimal Share);")]
    [InlineData("record Grade(bool Right, decimal? Share);")]
    [InlineData("class Grade { public double HTTPError => 0; public bool HttpError => true; }")]
    public Task A_member_that_cannot_be_a_metric(string type) => DiagnosticTest.VerifyAsync("ASY0409", Sources.Benchmark("[Score(\"x\")] public static [|Grade|] X(Output output) => default!;", types: $"public {type}"));

    [Fact]
    public Task A_tuple_of_metrics_without_names() => VerifyAsync("ASY0409", "[Score(\"x\")] public static [|(double, bool Right)|] X(Output output) => default;");

    [Theory]
    [InlineData("record Grade(double Fluency, double Adequacy, string Why, string? How);")]
    [InlineData("record Grade(double Fluency, double Adequacy, string FluencyWhy, string FluencyHow);")]
    public Task Two_explanations_of_a_metric(string type) => DiagnosticTest.VerifyAsync("ASY0410", Sources.Benchmark("[Score(\"x\")] public static Task<Grade> X(Output output) => null!;".Replace("Task<Grade>", "[|Task<Grade>|]"), types: $"public {type}"));

    [Fact]
    public Task Unreadable_answers_scored_twice() => VerifyAsync("ASY0411", "[Score(\"x\", Parse = \"letter\", IfUnparsed = [|0|])] public static bool X(Parsed<char> letter) => letter.Success;" + Letter);

    [Theory]
    [InlineData("record Grade(string Why);")]
    [InlineData("record Grade(double Fluency);", "?")]
    [InlineData("interface Grade { double Fluency { get; } }")]
    [InlineData("class Grade { internal double Fluency => 0; public double Adequacy { private get; set; } public static int Count => 0; }")]
    public Task A_type_without_metrics(string type, string suffix = "") => DiagnosticTest.VerifyAsync("ASY0402", Sources.Benchmark($"[Score(\"x\")] public static [|Grade{suffix}|] X(Output output) => default!;", types: $"public {type}"));

    [Theory]
    [InlineData("median")]
    [InlineData("Mean")]
    [InlineData("pass@0")]
    [InlineData("pass@")]
    [InlineData("pass@+1")]
    public Task A_reduction_that_there_is_not(string reduction) => VerifyAsync("ASY0412", $"[Score(\"x\", Reduction = [|\"{reduction}\"|])] public static int X(Output output) => 1;");

    [Theory]
    [InlineData("", "one")]
    [InlineData(", Samples = 2", "one")]
    [InlineData(", Samples = 2", "two")]
    public async Task A_reduction_of_more_samples_than_there_are(string samples, string slice)
    {
        var diagnostic = await DiagnosticTest.VerifyAsync("ASY0413", Sources.Benchmark($"""
            [Slice("one"{(slice == "one" ? samples : ", Samples = 3")}, Scores = ["x"])] public static Ticket[] One => [];

            [Slice("two"{(slice == "two" ? samples : ", Samples = 3")}, Scores = ["x"])] public static Ticket[] Two => [];

            [Slice("three", Samples = 1, Scores = ["length"])] public static Ticket[] Three => [];

            [Score("x", Reduction = [|"pass@3"|])] public static bool X(Output output) => true;
            """).Replace("[Slice(\"all\")]", "[Slice(\"all\", Scores = [\"length\"])]"));
        Assert.Contains($"the slice '{slice}' takes {(samples.Length == 0 ? 1 : 2)}", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Too_few_samples_of_a_slice() => VerifyAsync("ASY0007", "[Slice(\"x\", Samples = [|0|])] public static Ticket[] X => [];");

    [Theory]
    [InlineData("", "[|IReadOnlyList<Ticket>|] items")]
    [InlineData("", "[|IReadOnlyList<Answered<Ticket, char>>|] answers")]
    [InlineData(", Parse = \"letter\"", "[|IReadOnlyList<Answered<Ticket>>|] answers")]
    [InlineData(", Parse = \"letter\"", "[|IReadOnlyList<Answered<Ticket, string>>|] answers")]
    [InlineData("", "[|Ticket|] item, Output output")]
    [InlineData("", "IReadOnlyList<Answered<Ticket>> answers, [|int|] count")]
    public Task A_score_of_whole_slices_of_another_form(string settings, string parameters) =>
        VerifyAsync("ASY0414", $"[SliceScore(\"x\"{settings})] public static double X({parameters}) => 1;" + Letter);

    [Fact]
    public Task A_score_of_whole_slices_that_reads_no_answers() => VerifyAsync("ASY0414", "[SliceScore(\"x\")] public static double [|X|](CancellationToken token) => 1;");

    [Fact]
    public Task A_score_of_whole_slices_that_is_no_number() => VerifyAsync("ASY0402", "[SliceScore(\"x\")] public static [|string|] X(IReadOnlyList<Answered<Ticket>> answers) => \"\";");

    [Fact]
    public Task A_score_of_whole_slices_with_another_scores_id() => VerifyAsync("ASY0403", "[SliceScore([|\"length\"|])] public static double X(IReadOnlyList<Answered<Ticket>> answers) => 1;");

    [Fact]
    public Task A_score_of_whole_slices_of_an_unknown_parse() => VerifyAsync("ASY0404", "[SliceScore(\"x\", Parse = [|\"leter\"|])] public static double X(IReadOnlyList<Answered<Ticket, char>> answers) => 1;" + Letter);

    private const string Letter = """

        [Parse("letter")] public static Parsed<char> Letter(Output output) => output.Text[0];
        """;

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
