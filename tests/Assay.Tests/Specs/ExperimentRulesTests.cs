using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class ExperimentRulesTests
{
    [Fact]
    public void Valid_experiments_have_no_problems() => SpecValidator.EnsureValid(SpecSamples.Experiment);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_broken_rule_is_found_at_its_path(string path, ExperimentSpec experiment)
    {
        var error = Assert.Throws<SpecValidationException>(() => SpecValidator.EnsureValid(experiment));
        Assert.Equal(path, Assert.Single(error.Problems).Path);
    }

    public static TheoryData<string, ExperimentSpec> Broken
    {
        get
        {
            var valid = SpecSamples.Experiment;
            var task = valid.Tasks[0];
            return new()
            {
                { "id", valid with { Id = "" } },
                { "models", valid with { Models = [] } },
                { "params", valid with { Params = [] } },
                { "params[1]", valid with { Params = [new(), new()] } },
                { "params[0].top_p", valid with { Params = [new() { TopP = 2 }] } },
                { "tasks", valid with { Tasks = [] } },
                { "tasks[1].id", valid with { Tasks = [task, task] } },
                { "tasks[0].id", valid with { Tasks = [task with { Id = "a b" }] } },
                { "tasks[0].dataset.path", valid with { Tasks = [task with { Dataset = new(DatasetKind.Json) }] } },
                { "tasks[0].query.count", valid with { Tasks = [task with { Query = new() { Count = 1 } }] } },
                { "tasks[0].prompts[1].id", valid with { Tasks = [task with { Prompts = [task.Prompts[0], task.Prompts[0]] }] } },
                { "tasks[0].scores[0].parse", valid with { Tasks = [task with { Parses = [] }] } },
                { "tasks[0].parses[0].extractors", valid with { Tasks = [task with { Parses = [new("letter", [])] }] } },
                { "samples", valid with { Samples = 0 } },
            };
        }
    }
}
