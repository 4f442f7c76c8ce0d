using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ExampleFormTests
{
    private const string All = """
        [Slice("all", Take = 2)] public static IEnumerable<Ticket> All => Tickets;

        public static IEnumerable<Ticket> Training => Tickets.Where(static ticket => ticket.Lang == "en");
        """;

    public static TheoryData<string, string, ExamplesSpec> Examples => new()
    {
        {
            "[User(\"Label: {item.Question}\")]",
            "nameof(Training), \"{item.Label}\"",
            Shown("Label: {item.Question}")
        },
        {
            "[System(\"s\")] [Developer(\"d\")] [User(\"u\")] [Assistant(\"a\")] [User(\"{item.Question}\", Images = [\"https://images.example/{item.Id}.png\"])] [FollowUp(\"Sure?\")]",
            "\"Training\", \"{item.Label}\", Take = 3, Seed = 7",
            new ExamplesSpec(
                new DatasetSpec(DatasetKind.Memory),
                [new MessageSpec(MessageRole.User, "{item.Question}") { Images = ["https://images.example/{item.Id}.png"] }, new MessageSpec(MessageRole.Assistant, "{item.Label}")])
            {
                Query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3, Seed = 7 },
            }
        },
        {
            "[System(\"s {item.Id}\")] [User(\"u\")]",
            "\"all\", \"{item.Label} {benchmark.id}\", Question = \"Q: {item.Question}\", Take = 2, Stratify = nameof(Ticket.Label), Where = [\"Lang=en\"]",
            new ExamplesSpec(new DatasetSpec(DatasetKind.Memory), [new MessageSpec(MessageRole.User, "Q: {item.Question}"), new MessageSpec(MessageRole.Assistant, "{item.Label} {benchmark.id}")])
            {
                Query = new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 2, Field = "Label", Where = new([new("Lang", "en")]) },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public Task Shown_before_the_question(string messages, string settings, ExamplesSpec examples)
    {
        var generated = Class($"{All} [Prompt(\"ask\")] [Examples({settings})] {messages} public static partial Prompt Ask(Ticket item);");
        var written = Spec(Slice("all") with { Query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2 } }) with
        {
            Prompts = [generated.Spec.Prompts[0] with { Examples = examples }],
        };
        return VerifyAsync(written, generated);
    }

    [Fact]
    public async Task An_item_is_never_its_own_example()
    {
        var outputs = await OutputsAsync(Class($$"""
            {{All}}

            [Prompt("ask")]
            [System("Answer.")]
            [Examples(nameof(Training), "{item.Label}", Ids = ["t1", "t2"])]
            [User("{item.Id}")]
            public static partial Prompt Ask(Ticket item);
            """));
        Assert.Equal(["Answer.\n\nt1\n\nB\n\nt2\n\nA\n\nt0A", "Answer.\n\nt2\n\nA\n\nt1B"], outputs);
    }

    [Fact]
    public async Task A_preview_shows_the_examples_that_a_run_shows()
    {
        var generated = Class($$"""
            {{All}}

            [Prompt("ask")]
            [System("Answer in {slice.id}.")]
            [Examples(nameof(Training), "{item.Label}", Ids = ["t1", "t2"])]
            [User("{item.Id}")]
            public static partial Prompt Ask(Ticket item);
            """);
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("preview"));
        var shown = new List<string>();
        await foreach (var item in generated.Datasets["all"].ReadAsync("", TestContext.Current.CancellationToken))
        {
            if (item.Id is "t0" or "t1")
                shown.Add(Assert.Single(await orchestrator.PreviewAsync(generated, item, TestContext.Current.CancellationToken)).Prompt.Text);
        }

        Assert.Equal(["Answer in all.\n\nt1\n\nB\n\nt2\n\nA\n\nt0", "Answer in all.\n\nt2\n\nA\n\nt1"], shown);
        Assert.Equal(await OutputsAsync(generated), shown.Zip(["A", "B"], static (prompt, label) => prompt + label));
    }

    private static ExamplesSpec Shown(string question) =>
        new(new DatasetSpec(DatasetKind.Memory), [new MessageSpec(MessageRole.User, question), new MessageSpec(MessageRole.Assistant, "{item.Label}")]);
}
