using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Incrementality;

/// <summary>What a second run did.</summary>
/// <param name="Steps">Why each output of each tracked step was made; those of the compiler itself, such as the compilation, among them.</param>
/// <param name="Outputs">Why each file was written or left.</param>
/// <param name="Rewritten">The files that were written anew, in ordinal order.</param>
internal sealed record IncrementalRun(
    IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> Steps,
    IReadOnlyList<IncrementalStepRunReason> Outputs,
    IReadOnlyList<string> Rewritten)
{
    public static IncrementalRun Of(CSharpCompilation first, CSharpCompilation second)
    {
        var before = GeneratorTest.Driver().RunGenerators(first, TestContext.Current.CancellationToken);
        var after = before.RunGenerators(second, TestContext.Current.CancellationToken);
        var result = after.GetRunResult().Results.Single();
        Assert.Null(result.Exception);

        var old = before.GetRunResult().Results.Single().GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText);
        var rewritten = result.GeneratedSources
            .Where(source => !old.TryGetValue(source.HintName, out var text) || !ReferenceEquals(text, source.SourceText))
            .Select(static source => source.HintName)
            .Order(StringComparer.Ordinal);
        return new IncrementalRun(
            result.TrackedSteps.ToDictionary(static step => step.Key, static step => ReasonsOf(step.Value)),
            ReasonsOf(result.TrackedOutputSteps.SelectMany(static step => step.Value)),
            [.. rewritten]);
    }

    private static IReadOnlyList<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> runs) =>
        [.. runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason)];
}
