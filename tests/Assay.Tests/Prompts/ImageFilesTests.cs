using Assay.Contracts;
using Assay.Errors;
using Assay.Prompts;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Prompts;

public sealed class ImageFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_engine_is_shown_the_content_of_an_image_file()
    {
        Write("images/a.png", [1, 2, 3]);
        Write("images/b.JPEG", [4]);
        Assert.Equal(
            "data:image/png;base64,AQID https://images.example/c.png data:image/jpeg;base64,BA==",
            await OutputAsync("images/{item.name}.png", "https://images.example/c.png", "images/b.JPEG"));
    }

    [Fact]
    public async Task Another_content_is_another_generation_and_another_name_is_not()
    {
        Write("a.png", [1]);
        Write("copy.png", [1]);
        var first = await GenerationAsync("a.png");
        Assert.Equal(first, await GenerationAsync("copy.png"));
        Write("a.png", [2]);
        Assert.NotEqual(first, await GenerationAsync("a.png"));
    }

    [Theory]
    [InlineData("missing.png", "cannot be read")]
    [InlineData("a.txt", "no known kind")]
    [InlineData("../a.png", "outside the project's folder")]
    [InlineData("/a.png", "outside the project's folder")]
    public void A_file_that_cannot_be_shown_is_refused_by_name(string image, string reason)
    {
        Write("a.txt", [1]);
        var prompt = new Prompt(new Message(MessageRole.User, "Look.") { Images = [image] });
        var exception = Assert.Throws<AssayException>(() => new ImageFiles(folder.Path).Embed(prompt));
        Assert.Equal(ErrorCode.ImageUnreadable, exception.Code);
        Assert.Contains($"'{image}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_missing_fails_its_candidate()
    {
        Assert.Equal(("image_unreadable", null), await FailureOrOutputAsync("missing.png"));
        Write("missing.png", [1]);
        Assert.Equal((null, "data:image/png;base64,AQ=="), await FailureOrOutputAsync("missing.png"));
    }

    private void Write(string path, byte[] content)
    {
        var file = new FileInfo(Path.Combine(folder.Path, path));
        file.Directory!.Create();
        File.WriteAllBytes(file.FullName, content);
    }

    private async Task<string> OutputAsync(params ValueList<string> images) => (await CandidateAsync(images)).Output!;

    private async Task<(string? Failure, string? Output)> FailureOrOutputAsync(params ValueList<string> images)
    {
        var (_, failure, output) = await CandidateAsync(images);
        return (failure, output);
    }

    private async Task<string> GenerationAsync(params ValueList<string> images) => (await CandidateAsync(images)).Generation;

    private async Task<(string Generation, string? Failure, string? Output)> CandidateAsync(ValueList<string> images)
    {
        var benchmark = new BenchmarkSpec("images")
        {
            Models = [new ModelSpec("echo", "echo")],
            Prompts = [new PromptSpec("show", [new MessageSpec(MessageRole.User, "Look.") { Images = images }])],
            Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Memory))],
            Scores = [new ScoreSpec("length", [new MetricSpec("length")])],
        };
        var definition = new BenchmarkDefinition
        {
            Spec = benchmark,
            Plugins = new PluginRegistry()
                .Add(new FunctionEngine("echo", "1", EngineInput.Prompt, isPaid: false, static (request, _) => new(new Output(string.Join(' ', request.Prompt.Messages[0].Images)))))
                .Add(new FunctionMetric("length", "1", static (context, _) => new(new MetricResult(context.Output.Text.Length)))),
            Datasets = new Dictionary<string, IDatasetSource> { ["all"] = Dataset.From([new Named("a")]).Bind(null) },
            Name = "Images",
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(
            new ProjectSpec("images"),
            new OrchestratorOptions { ProjectDirectory = folder.Path });
        var result = await orchestrator.RunBenchmarkAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
        await foreach (var trial in result.TrialsAsync(TestContext.Current.CancellationToken))
        {
            var candidate = Assert.Single(trial.Candidates);
            return (candidate.Id.ToString(), candidate.Failure?.Value, (await candidate.OutputAsync(TestContext.Current.CancellationToken))?.Text);
        }

        throw new InvalidOperationException("The run has no trial.");
    }

    private sealed record Named(string Name);
}
