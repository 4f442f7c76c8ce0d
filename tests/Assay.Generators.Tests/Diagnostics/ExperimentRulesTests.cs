using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class ExperimentRulesTests
{
    [Fact]
    public Task A_gate_of_an_experiment() => VerifyAsync("ASY0901", Experiment("[[|Gate(\"length\", Tolerance = 1)|]]"));

    [Fact]
    public Task A_class_that_is_both() => VerifyAsync("ASY0902", Sources.Benchmark("", "[[|Experiment(\"both\")|]]"));

    [Fact]
    public Task An_experiment_with_a_benchmarks_id() => VerifyAsync("ASY0009", $"{Sources.Benchmark("")} [Experiment([|\"bench\"|])] [Model(\"e\")] public static partial class Other {{ [Slice(\"s\")] public static string[] S => []; [Engine(\"e\")] public static string E(string item) => item; }}");

    [Fact]
    public Task An_experiment_without_scores_is_fine() => DiagnosticTest.VerifyNoneAsync("""
        namespace Samples;

        [Experiment("outputs", Samples = 2)]
        [Model("e")]
        public static partial class Outputs
        {
            [Slice("s")] public static string[] S => [];

            [Engine("e")] public static string E(string item) => item;
        }
        """);

    [Theory]
    [InlineData("ASY0004", "public static partial class [|Outputs|] { [Engine(\"e\")] public static string E(string item) => item; }")]
    [InlineData("ASY0001", "public static class [|Outputs|] { [Slice(\"s\")] public static string[] S => []; [Engine(\"e\")] public static string E(string item) => item; }")]
    [InlineData("ASY0011", "public static partial class Outputs { [Slice(\"s\")] public static string[] S => []; [Engine(\"e\")] public static string E(string item) => item; public static void [|CreateExperiment|]() { } }")]
    public Task What_holds_for_benchmarks(string id, string type) => VerifyAsync(id, $"namespace Samples; [Experiment(\"outputs\")] [Model(\"e\")] {type}");

    private static string Experiment(string attributes) => Sources.Benchmark("", attributes).Replace("[Benchmark(", "[Experiment(", StringComparison.Ordinal);

    private static Task VerifyAsync(string id, string source) => DiagnosticTest.VerifyAsync(id, source);
}
