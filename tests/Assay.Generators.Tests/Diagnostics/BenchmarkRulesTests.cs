using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class BenchmarkRulesTests
{
    [Fact]
    public Task A_class_that_is_not_partial() => VerifyAsync("ASY0001", """
        namespace Samples;

        [Benchmark("bench")]
        public class [|Bench|];
        """);

    [Fact]
    public Task A_generic_class() => VerifyAsync("ASY0002", """
        namespace Samples;

        [Benchmark("bench")]
        public partial class [|Bench|]<T>;
        """);

    [Fact]
    public Task A_nested_class_that_other_files_cannot_reach() => VerifyAsync("ASY0003", """
        namespace Samples;

        public partial class Outer
        {
            [Benchmark("bench")]
            private partial class [|Bench|];
        }
        """);

    [Fact]
    public Task A_class_in_one_that_is_not_partial() => VerifyAsync("ASY0705", """
        namespace Samples;

        public class [|Outer|]
        {
            [Benchmark("bench")]
            public partial class Bench;
        }
        """);

    [Fact]
    public Task A_class_in_a_generic_one() => VerifyAsync("ASY0002", """
        namespace Samples;

        public partial class Outer<T>
        {
            [Experiment("bench")]
            public partial class [|Bench|];
        }
        """);

    [Fact]
    public Task A_class_local_to_a_file() => VerifyAsync("ASY0003", """
        namespace Samples;

        [Benchmark("bench")]
        file partial class [|Bench|];
        """);

    [Fact]
    public Task No_slice() => VerifyAsync("ASY0004", """
        namespace Samples;

        [Benchmark("bench")]
        [Model("echo")]
        public partial class [|Bench|]
        {
            [Engine("echo")]
            public static string Echo() => "";

            [Score("length")]
            public static int Length(Output output) => output.Text.Length;
        }
        """);

    [Fact]
    public Task No_model() => VerifyAsync("ASY0005", """
        namespace Samples;

        [Benchmark("bench")]
        public partial class [|Bench|]
        {
            [Slice("all")]
            public static int[] All => [];

            [Score("length")]
            public static int Length(Output output) => output.Text.Length;
        }
        """);

    [Fact]
    public Task No_score() => VerifyAsync("ASY0006", """
        namespace Samples;

        [Benchmark("bench")]
        [Model("echo")]
        public partial class [|Bench|]
        {
            [Slice("all")]
            public static int[] All => [];

            [Engine("echo")]
            public static string Echo() => "";
        }
        """);

    [Fact]
    public Task No_samples() => VerifyAsync("ASY0007", Sources.Benchmark("").Replace("[Benchmark(\"bench\")]", "[Benchmark(\"bench\", Samples = [|0|])]"));

    [Fact]
    public Task A_member_that_is_not_static() => VerifyAsync("ASY0008", Sources.Benchmark("""
        [Score("x")]
        public double [|X|](Output output) => 0;
        """));

    [Fact]
    public Task Two_benchmarks_of_one_id() => VerifyAsync("ASY0009", Sources.Benchmark("") + """

        [Benchmark([|"bench"|])]
        [Model("echo")]
        public partial class Other
        {
            [Slice("all")]
            public static int[] All => [];

            [Engine("echo")]
            public static string Echo() => "";

            [Score("length")]
            public static int Length(Output output) => output.Text.Length;
        }
        """);

    [Theory]
    [InlineData("[Benchmark(\"bench\")]", "[Benchmark([|\"\"|])]")]
    [InlineData("[Benchmark(\"bench\")]", "[Benchmark([|null!|])]")]
    [InlineData("[Model(\"echo\")]", "[Model([|\" \"|], Provider = \"echo\")]")]
    [InlineData("[Slice(\"all\")]", "[Slice([|\"\"|])]")]
    [InlineData("[Score(\"length\")]", "[Score([|\"\"|])]")]
    public Task An_empty_id(string declaration, string changed) => VerifyAsync("ASY0010", Sources.Benchmark("").Replace(declaration, changed));

    [Theory]
    [InlineData("public static int [|CreateBenchmark|]() => 1;")]
    [InlineData("public static int [|AssayPlaces|] => 1;")]
    public Task A_member_with_a_generated_name(string member) => VerifyAsync("ASY0011", Sources.Benchmark(member));

    [Fact]
    public Task A_class_with_a_generated_name() => VerifyAsync("ASY0011", Sources.Benchmark("").Replace("class Bench", "class [|CreateBenchmark|]"));

    [Fact]
    public Task Two_models_of_one_id() => VerifyAsync("ASY0012", Sources.Benchmark("", "[Model([|\"echo\"|])]"));

    [Theory]
    [InlineData("[|\"size\"|]")]
    [InlineData("[|\"=1\"|]")]
    [InlineData("\"size=1\", [|\"size=2\"|]")]
    public Task An_extra_that_is_no_pair(string extras) => VerifyAsync("ASY0013", Sources.Benchmark("", $"[Model(\"other\", Provider = \"echo\", Extras = [{extras}])]"));

    [Theory]
    [InlineData("Temperature = [|-1|]")]
    [InlineData("TopP = [|1.5|]")]
    [InlineData("TopP = [|0|]")]
    [InlineData("TopK = [|-1|]")]
    [InlineData("MaxTokens = [|-5|]")]
    public Task An_inference_parameter_out_of_range(string setting) => VerifyAsync("ASY0014", Sources.Benchmark("", $"[Inference({setting})]"));

    private static Task VerifyAsync(string id, string marked) => DiagnosticTest.VerifyAsync(id, marked);
}
