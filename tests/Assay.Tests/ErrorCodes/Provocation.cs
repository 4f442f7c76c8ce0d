using Assay.Errors;
using Assay.Execution;
using Assay.Results;
using Assay.Tests.Scenarios;

namespace Assay.Tests.ErrorCodes;

/// <summary>How a person meets an error.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="Mend">What of the message tells what to do; empty for what an engine of a user's says in its own words.</param>
/// <param name="Provoke">Does what goes wrong, and gives what was said.</param>
internal sealed record Provocation(ErrorCode Code, string Mend, Func<ScenarioProject, Task<Problem>> Provoke)
{
    /// <summary>The name of the file at fault; null where none is.</summary>
    public string? File { get; init; }

    /// <summary>The line at fault.</summary>
    public int? Line { get; init; }

    /// <summary>The place in the spec at fault.</summary>
    public string? Path { get; init; }

    /// <summary>The one problem that is thrown.</summary>
    public static async Task<Problem> ThrownBy(Func<Task> work) => (await Assert.ThrowsAnyAsync<AssayException>(work)).Problems[0];

    /// <summary>The one problem that is thrown by a run of the project's benchmark.</summary>
    public static Task<Problem> ThrownByRun(ScenarioProject project) => ThrownBy(project.RunAsync);

    /// <summary>The failure that a run records with its first failed candidate.</summary>
    public static async Task<Problem> RecordedByRun(ScenarioProject project, RunOptions? options = null)
    {
        project.Spec = project.Spec with { Execution = project.Spec.Execution with { CircuitBreakerThreshold = 1000 } };
        var result = await project.Open().RunBenchmarkAsync(project.Benchmark, options, TestContext.Current.CancellationToken);
        return await RecordedIn(result);
    }

    /// <summary>The failure of a result's first candidate that has one, with the words that the run has for it.</summary>
    public static async Task<Problem> RecordedIn(RunResult result)
    {
        await foreach (var candidate in result.CandidatesAsync(TestContext.Current.CancellationToken))
        {
            if (candidate.Failure is { } code)
                return new Problem(code, result.Work is { Unanswered: [var first, ..] } ? first : "");
        }

        throw new InvalidOperationException("No candidate failed.");
    }
}
