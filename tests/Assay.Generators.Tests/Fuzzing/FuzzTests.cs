using System.Collections.Concurrent;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Whatever the source, the generator and the analyzer never throw, and what is generated compiles unless something said why not.</summary>
public sealed class FuzzTests
{
    private const int Batches = 10;
    private const int BatchSize = 510;
    private const int ComparedEach = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_as_they_are_compile_where_they_are_right_and_break_nothing_where_they_are_wrong()
    {
        var corpus = SourceCorpus.Read();
        var project = new FuzzedProject(corpus);
        foreach (var files in corpus.Right)
        {
            var compiled = project.Compiled;
            Assert.Null(await project.CheckAsync(files, Stop));
            Assert.True(project.Compiled == compiled + 1, $"This does not compile as it stands: {string.Join(Environment.NewLine, project.Errors)}{Environment.NewLine}{files[0].Text}");
        }

        foreach (var files in corpus.Wrong)
            Assert.Null(await project.CheckAsync(files, Stop));
        Assert.True(project.Refused > corpus.Wrong.Count / 2, $"Only {project.Refused} of {corpus.Wrong.Count} wrong sources were refused.");
    }

    [Fact]
    public async Task Mutated_sources_break_nothing()
    {
        var corpus = SourceCorpus.Read();
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Batches).Select(static batch => batch * BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = Stop },
            async (first, _) => await CheckBatchAsync(corpus, first, problems));
        Assert.True(problems.IsEmpty, string.Join($"{Environment.NewLine}{new string('-', 80)}{Environment.NewLine}", problems.Order(StringComparer.Ordinal)));
    }

    private static async Task CheckBatchAsync(SourceCorpus corpus, int first, ConcurrentBag<string> problems)
    {
        var (mutator, project) = (new Mutator(corpus), new FuzzedProject(corpus));
        for (var seed = first; seed < first + BatchSize; seed++)
        {
            var files = mutator.Make(seed);
            if (await project.CheckAsync(files, Stop) is { } problem)
                problems.Add($"Seed {seed}: {problem}{Environment.NewLine}{files[0].Text}");
            else if (seed % ComparedEach == 0 && !project.IsAsNew(files, Stop))
                problems.Add($"Seed {seed}: what a driver that saw other states writes differs from what a new one writes.{Environment.NewLine}{files[0].Text}");
        }

        Assert.True(project.Compiled > BatchSize / 30, $"Only {project.Compiled} sources compiled, so generated code was hardly checked.");
        Assert.True(project.Refused > BatchSize / 10, $"Only {project.Refused} sources were refused, so the rules were hardly checked.");
    }
}
