using Assay.Contracts;
using Assay.Generators.Tests.Setup;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ExperimentFormTests
{
    private static readonly PromptSpec Direct = new("direct", [new MessageSpec(MessageRole.User, "{item.Question}")]);

    private static readonly PromptSpec Please = new("please", [new MessageSpec(MessageRole.User, "Please: {item.Question}")]) { Family = "polite" };

    [Fact]
    public Task Tasks_models_params_and_samples()
    {
        var benchmark = Spec();
        var written = new ExperimentSpec("bench")
        {
            Samples = 2,
            Models = [new ModelSpec("echo", "echo"), new ModelSpec("big", "echo") { Name = "echo-70b" }],
            Params = [new() { TopK = 3, Temperature = 0 }, new() { TopK = 3, Temperature = 1 }],
            Tasks =
            [
                new TaskSpec("all", new DatasetSpec(DatasetKind.Memory)) { Prompts = [Direct, Please], Parses = benchmark.Parses, Scores = benchmark.Scores },
                new TaskSpec("few", new DatasetSpec(DatasetKind.Memory))
                {
                    Query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2, Seed = 4 },
                    Prompts = [Please],
                    Scores = [benchmark.Scores[1]],
                    Dimensions = new([new("lang", "en")]),
                    Cluster = "Lang",
                },
            ],
        };
        return VerifyAsync(written, Load("""
            [Slice("all")] public static IEnumerable<Ticket> All => Tickets;

            [Slice("few", Take = 2, Seed = 4, Families = ["polite"], Scores = [nameof(Length)], Dimensions = ["lang=en"], Cluster = nameof(Ticket.Lang))] public static IEnumerable<Ticket> Few => Tickets;

            [Prompt("direct")] [User("{item.Question}")] public static partial Prompt Direct(Ticket item);

            [Prompt("please", Family = "polite")] [User("Please: {item.Question}")] public static partial Prompt Please(Ticket item);
            """,
            "[Model(\"echo\")] [Model(\"big\", Provider = \"echo\", Name = \"echo-70b\")] [Inference(TopK = 3)] [InferenceGrid(Temperature = [0, 1])]"));
    }

    [Fact]
    public Task Without_params_there_is_one_empty_set() => VerifyAsync(
        new ExperimentSpec("bench")
        {
            Models = [new ModelSpec("echo", "echo")],
            Params = [new()],
            Tasks = [new TaskSpec("all", new DatasetSpec(DatasetKind.Memory)) { Parses = Spec().Parses, Scores = Spec().Scores }],
        },
        Load("[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;", "[Model(\"echo\")]", samples: ""));

    [Fact]
    public void Benchmarks_and_experiments_of_one_assembly_and_no_tests_for_experiments()
    {
        var source = Sources.Triage + """

            [Experiment("outputs")]
            [Model("keywords")]
            public static partial class Outputs
            {
                [Slice("billing")] public static IEnumerable<Ticket> Billing => Triage.Billing;

                [Engine("keywords")] public static string Keywords(Ticket item) => item.Label;
            }
            """;
        var generated = GeneratorTest.Run(source, hasXunit: true);
        var catalog = generated.LoadCatalog();
        Assert.Equal("triage", Assert.Single(catalog.Benchmarks).Spec.Id);
        var experiment = Assert.Single(catalog.Experiments);
        Assert.Equal(("outputs", "Outputs", "Benchmarks/Source.cs"), (experiment.Spec.Id, experiment.Name, experiment.SourcePath));
        Assert.DoesNotContain(generated.Files, static file => file.HintName.Contains("Outputs.Slices", StringComparison.Ordinal));
    }

    private static ExperimentDefinition Load(string members, string attributes, string samples = ", Samples = 2") =>
        Assert.Single(GeneratorTest.Run(Source(members, attributes).Replace("[Benchmark(\"bench\")]", $"[Experiment(\"bench\"{samples})]", StringComparison.Ordinal)).LoadCatalog().Experiments);
}
