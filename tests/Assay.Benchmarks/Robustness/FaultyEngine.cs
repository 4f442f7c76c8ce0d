using Assay.Contracts;
using Assay.Errors;

namespace Assay.Benchmarks.Robustness;

/// <summary>An engine of which one call of twenty fails and one of twenty takes long; of the failures half are worth another try.</summary>
internal sealed class FaultyEngine
{
    private const int Every = 20;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);
    private long calls;

    public async ValueTask<Output> AnswerAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref calls);
        switch (call % Every)
        {
            case 0 when call % (2 * Every) == 0:
                throw new EngineException(ErrorCode.Unavailable, "The engine is away for a moment.") { RetryAfter = TimeSpan.FromMilliseconds(5) };
            case 0:
                throw new EngineException(ErrorCode.EngineFailed, "The engine refuses.");
            case Every / 2:
                await Task.Delay(Long, cancellationToken);
                break;
        }

        return Workload.OutputOf(request.Model.Id == "m0" ? 0 : 1, ((Question)request.Item.Value).Number, request.SampleIndex);
    }
}
