using Assay.Contracts;
using Assay.Errors;
using Assay.Storage.Manifests;

namespace Assay.Execution.Spending;

/// <summary>What one attempt has reserved.</summary>
/// <param name="meter">Counts.</param>
/// <param name="engine">The engine that is called.</param>
/// <param name="request">What it is asked.</param>
internal sealed class CallBudget(BudgetMeter meter, IEngine engine, EngineRequest request) : ICallBudget
{
    /// <summary>Failures before which a provider generates nothing that it could charge for.</summary>
    public static IReadOnlySet<ErrorCode> Unbilled { get; } =
        new HashSet<ErrorCode> { ErrorCode.RateLimit, ErrorCode.Auth, ErrorCode.BadRequest, ErrorCode.ContextLength, ErrorCode.SecretMissing, ErrorCode.Unavailable, ErrorCode.GenerationMissing, ErrorCode.BatchCancelled };

    private readonly List<BudgetAmount> reserved = [];

    /// <summary>Reserves the first call.</summary>
    /// <returns>Whether it fits into the budget.</returns>
    public async ValueTask<bool> TryBeginAsync(CancellationToken cancellationToken) =>
        await TryReserveAsync(meter.CountPrompt(request.Model, request.Prompt, engine.CountPromptTokens(request.Model, request.Prompt)), null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask ReserveAsync(int promptTokens, int? completionTokens, CancellationToken cancellationToken)
    {
        if (!await TryReserveAsync(promptTokens, completionTokens, cancellationToken).ConfigureAwait(false))
            throw new EngineException(ErrorCode.BudgetExhausted, "The budget does not hold the next call of this conversation.");
    }

    /// <summary>Counts what was spent. An attempt that failed after the provider may have begun has spent what it reserved.</summary>
    public void End(Output? output, AssayException? failure)
    {
        var all = reserved.Aggregate(default(BudgetAmount), static (sum, one) => sum + one);
        var spent = output is { InputTokens: not null } or { OutputTokens: not null } ? meter.AmountOf(request.Model, engine.IsPaid, isBatched: false, output)
            : failure is not null && Unbilled.Contains(failure.Code) ? default
            : all;
        for (var i = 0; i < reserved.Count; i++)
            meter.Settle(reserved[i], i == 0 ? spent : default);
    }

    private async ValueTask<bool> TryReserveAsync(int promptTokens, int? completionTokens, CancellationToken cancellationToken)
    {
        var longest = completionTokens ?? meter.LongestCompletion(request.Model, request.Params.MaxTokens);
        if (await meter.TryReserveAsync(request.Model, engine.IsPaid, isBatched: false, promptTokens, longest, reserved.Count, cancellationToken).ConfigureAwait(false) is not { } amount)
            return false;
        reserved.Add(amount);
        return true;
    }
}
