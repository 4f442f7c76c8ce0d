using Assay.Planning.Diffs;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Planning;

public sealed class SpecDifferTests
{
    private static readonly BenchmarkSpec Spec = new TestExperiment().Spec;

    [Fact]
    public void Equal_specs_have_no_changes() =>
        Assert.Empty(SpecDiffer.Compare(Spec, new TestExperiment().Spec));

    [Fact]
    public void Edit_of_a_message_is_one_change_at_its_path()
    {
        var prompt = Spec.Prompts[1] with { Messages = [Spec.Prompts[1].Messages[0], new MessageSpec(MessageRole.User, "now {item.value}")] };

        var change = Assert.Single(SpecDiffer.Compare(Spec, Spec with { Prompts = [Spec.Prompts[0], prompt] }));

        Assert.Equal(new SpecChange("prompts[1].messages[1].content", SpecChangeKind.Edited, JsonValue.Parse("\"{item.value}\""), JsonValue.Parse("\"now {item.value}\"")), change);
    }

    [Fact]
    public void Reorder_of_elements_with_ids_is_one_change()
    {
        var change = Assert.Single(SpecDiffer.Compare(Spec, Spec with { Models = [Spec.Models[2], Spec.Models[0], Spec.Models[1]] }));

        Assert.Equal(new SpecChange("models", SpecChangeKind.Reordered, JsonValue.Parse("""["m1","m2","m3"]"""), JsonValue.Parse("""["m3","m1","m2"]""")), change);
    }

    [Fact]
    public void Element_taken_out_of_the_middle_leaves_its_neighbours_alone()
    {
        var change = Assert.Single(SpecDiffer.Compare(Spec, Spec with { Models = [Spec.Models[0], Spec.Models[2]] }));

        Assert.Equal(new SpecChange("models[1]", SpecChangeKind.Removed, JsonValue.Parse("""{"id":"m2","provider":"double"}"""), null), change);
    }

    [Fact]
    public void Edit_of_a_reordered_element_stands_at_its_place_in_the_treatment()
    {
        var treatment = Spec with { Models = [Spec.Models[1], Spec.Models[0] with { Name = "wire" }, Spec.Models[2]] };

        Assert.Equal(["models[1].name", "models"], SpecDiffer.Compare(Spec, treatment).Select(static change => change.Path));
    }

    [Fact]
    public void Default_that_was_left_out_is_spelled_out()
    {
        var change = Assert.Single(SpecDiffer.Compare(Spec, Spec with { Samples = 3 }));

        Assert.Equal(new SpecChange("samples", SpecChangeKind.Edited, JsonValue.Parse("1"), JsonValue.Parse("3")), change);
    }

    [Fact]
    public void Insertion_into_a_list_without_ids_is_one_change()
    {
        var before = Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0 }, new InferenceParams { Temperature = 1 }] } };
        var after = Spec with { Inference = new InferenceGrid { Params = [new InferenceParams { TopK = 5 }, .. before.Inference.Params] } };

        Assert.Equal(new SpecChange("inference.params[0]", SpecChangeKind.Added, null, JsonValue.Parse("""{"top_k":5}""")), Assert.Single(SpecDiffer.Compare(before, after)));
    }

    [Fact]
    public void Second_extractor_of_one_id_is_told_from_the_first()
    {
        static BenchmarkSpec With(string second) => Spec with
        {
            Parses = [new ParseSpec("p", [new ExtractorSpec("regex") { Config = JsonValue.Parse("""{"pattern":"a"}""") }, new ExtractorSpec("regex") { Config = JsonValue.Parse($$"""{"pattern":"{{second}}"}""") }])],
        };

        var change = Assert.Single(SpecDiffer.Compare(With("b"), With("c")));

        Assert.Equal("parses[0].extractors[1].config.pattern", change.Path);
    }

    [Fact]
    public void Key_of_a_map_that_is_no_plain_name_is_quoted()
    {
        var slice = Spec.Slices[0] with { Dimensions = new ValueMap<string>([KeyValuePair.Create("a b", "c")]) };

        var change = Assert.Single(SpecDiffer.Compare(Spec, Spec with { Slices = [slice] }));

        Assert.Equal(("slices[0].dimensions[\"a b\"]", SpecChangeKind.Added), (change.Path, change.Kind));
    }

    [Fact]
    public void Projects_are_compared_too()
    {
        var change = Assert.Single(SpecDiffer.Compare(new ProjectSpec("p"), new ProjectSpec("p") { Execution = new ExecutionPolicy { MaxRetries = 7 } }));

        Assert.Equal(new SpecChange("execution.max_retries", SpecChangeKind.Edited, JsonValue.Parse("3"), JsonValue.Parse("7")), change);
    }
}
