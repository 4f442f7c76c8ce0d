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
    public Task A_generic_class_with_a_prompt_hears_of_that_alone() => VerifyAsync("ASY0002", """
        namespace Samples;

        [Benchmark("bench")]
        public partial class [|Bench|]<T>
        {
            [Prompt("x")] [User("{item}")] public static partial Prompt X(T item);
        }
        """);

    [Fact]
    public Task A_class_with_a_prompt_that_is_not_partial_hears_so_from_the_compiler_too() => DiagnosticTest.VerifyWithCompilerErrorsAsync("ASY0001", """
        namespace Samples;

        [Benchmark("bench")]
        public class [|Bench|]
        {
            [Prompt("x")] [User("{item}")] public static partial Prompt X(int item);
        }
        """, "CS0260");

    [Fact]
    public Task A_private_nested_class_with_a_prompt_hears_of_that_alone() => VerifyAsync("ASY0003", """
        namespace Samples;

        public partial class Outer
        {
            [Benchmark("bench")]
            private partial class [|Bench|]
            {
                [Prompt("x")] [User("{item}")] public static partial Prompt X(int item);
            }
        }
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

    [Theory]
    [InlineData("[Benchmark(\"bench\")]", "[Benchmark([|\"the bench\"|])]")]
    [InlineData("[Model(\"echo\")]", "[Model([|\"echo#1\"|], Provider = \"echo\")]")]
    [InlineData("[Model(\"echo\")]", "[Model(\"echo\", Name = [|\"a\\tb\"|])]")]
    [InlineData("[Model(\"echo\")]", "[Model(\"echo\", Name = [|\" \"|])]")]
    [InlineData("[Slice(\"all\")]", "[Slice([|\"-all\"|])]")]
    [InlineData("[Slice(\"all\")]", "[Slice(\"all\", Tools = [[|\"search the web\"|]])]")]
    [InlineData("[Slice(\"all\")]", "[Slice(\"all\", McpServers = [[|\"\"|]])]")]
    [InlineData("[Slice(\"all\")]", "[Slice(\"all\", Dimensions = [[|\"language of it=en\"|]])]")]
    [InlineData("[Slice(\"all\")]", "[Slice(\"all\", Dimensions = [[|\"lang=\"|]])]")]
    [InlineData("[Slice(\"all\")]", "[Slice(\"all\", Ids = [[|\"t\\n1\"|]])]")]
    [InlineData("[Score(\"length\")]", "[Score([|\"a/b\"|])]")]
    [InlineData("[Score(\"length\")]", "[Score(\"length\", Version = [|\" \"|])]")]
    public Task An_id_or_text_that_specs_refuse(string declaration, string changed) => VerifyAsync("ASY0015", Sources.Benchmark("").Replace(declaration, changed));

    [Theory]
    [InlineData("[Parse([|\"first letter\"|])] public static char First(Output output) => output.Text[0]; [Score(\"x\", Parse = nameof(First))] public static bool X(char c) => c == 'x';")]
    [InlineData("[Prompt([|\"a b\"|])] [User(\"Hi {item.Question}\")] public static partial Prompt Ask(Ticket item);")]
    [InlineData("[Prompt(\"a\", Family = [|\"a b\"|])] [User(\"Hi {item.Question}\")] public static partial Prompt Ask(Ticket item);")]
    [InlineData("[Slice(\"{lang}\")] [[|Case(\"a b\")|]] public static IEnumerable<Ticket> Some(string lang) => [];")]
    [InlineData("[Engine([|\"an engine\"|])] public static string Answer() => \"\";")]
    public Task An_id_of_a_member_that_specs_refuse(string member) => VerifyAsync("ASY0015", Sources.Benchmark(member));

    [Fact]
    public Task An_id_that_is_too_long() => VerifyAsync("ASY0015", Sources.Benchmark("").Replace("[Score(\"length\")]", $"[Score([|\"{new string('a', 129)}\"|])]"));

    [Theory]
    [InlineData("[Judge([|\"grader\"|])] public static Assay.Contracts.IJudge Grader { get; } = new Assay.Contracts.FunctionJudge(\"judge\", \"1\", static (_, _) => new(new Assay.Contracts.JudgeVerdict(1)));")]
    [InlineData("[Judge([|\"grader\"|])] public static Assay.Contracts.FunctionJudge Grader => new(version: \"1\", function: static (_, _) => new(new Assay.Contracts.JudgeVerdict(1)), id: \"judge\");")]
    [InlineData("[Hook([|\"mask\"|])] public static Assay.Contracts.IHook Mask { get; } = (Assay.Contracts.IHook)new Assay.Contracts.FunctionHook(\"masks\", \"1\");")]
    [InlineData("[Hook([|\"mask\"|])] public static Own Mask { get { return new(\"masks\"); } }")]
    [InlineData("[Hook([|\"mask\"|])] public static Assay.Contracts.IHook Mask => new Fixed();")]
    [InlineData("[Hook([|\"mask\"|])] public static Fixed Mask => Make(); private static Fixed Make() => new();")]
    public Task An_object_whose_own_id_is_another(string member) => VerifyAsync("ASY0016", Sources.Benchmark(member, types: OwnHooks));

    [Theory]
    [InlineData("[Hook(\"masks\")] public static Own Mask { get; } = new(\"masks\");")]
    [InlineData("[Hook(\"masks\")] public static Assay.Contracts.IHook Mask => new Fixed();")]
    [InlineData("[Hook(\"mask\")] public static Assay.Contracts.IHook Mask => Make(); private static Assay.Contracts.IHook Make() => new Fixed();")]
    [InlineData("[Hook(\"mask\")] public static Own Mask => new(string.Concat(\"m\", \"ask\"));")]
    public Task An_own_id_that_is_the_same_or_cannot_be_seen(string member) => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark(member, types: OwnHooks));

    private const string OwnHooks = """
        public sealed class Own(string id) : Assay.Contracts.IHook
        {
            public string Id { get; } = id;

            public string Version => "1";

            public Assay.Contracts.HookStages Stages => Assay.Contracts.HookStages.Inference;
        }

        public sealed class Fixed : Assay.Contracts.IHook
        {
            private const string Name = "masks";

            public string Id => Name;

            public string Version => "1";

            public Assay.Contracts.HookStages Stages => Assay.Contracts.HookStages.Inference;
        }
        """;

    private static Task VerifyAsync(string id, string marked) => DiagnosticTest.VerifyAsync(id, marked);
}
