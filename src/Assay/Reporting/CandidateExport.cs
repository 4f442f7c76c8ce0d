using System.Runtime.CompilerServices;
using Assay.Results;

namespace Assay.Reporting;

/// <summary>Streams candidates with the texts that exports hold.</summary>
internal static class CandidateExport
{
    /// <summary>Streams the candidates in the order of the plan, each with its output where that is asked for.</summary>
    public static async IAsyncEnumerable<(CandidateResult Candidate, string? Output)> ReadAsync(RunResult result, bool includeOutputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var outputs = new OutputCursor(result.Source.Store, cancellationToken);
        await foreach (var candidate in result.CandidatesAsync(cancellationToken))
            yield return (candidate, includeOutputs && candidate.HasOutput ? await outputs.FindAsync(candidate) : null);
    }
}
