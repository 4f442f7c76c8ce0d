using Assay.Contracts;
using Assay.Errors;
using Assay.Execution.Spending;
using Assay.Storage.Manifests;

namespace Assay.Execution.Batches;

/// <summary>Reserves what the requests of batches may take before they are submitted, and counts what they took.</summary>
/// <param name="meter">Counts; null where anything may be spent.</param>
/// <param name="engine">The engine that is asked.</param>
internal sealed class BatchBudget(BudgetMeter? meter, IEngine engine)
{
    private int held;

    /// <summary>Why nothing more may be spent.</summary>
    public AssayException Exhausted => meter!.Exhausted;

    /// <summary>Reserves a request. Never waits for what this run itself has under way.</summary>
    /// <returns>Whether it fits.</returns>
    public async ValueTask<bool> TryReserveAsync(AskedItem item, EngineRequest request, CancellationToken cancellationToken)
    {
        if (meter is null)
            return true;
        var prompt = meter.CountPrompt(request.Model, request.Prompt, engine.CountPromptTokens(request.Model, request.Prompt));
        item.Reserved = await meter.TryReserveAsync(request.Model, engine.IsPaid, isBatched: true, prompt, meter.LongestCompletion(request.Model, request.Params.MaxTokens), held, cancellationToken);
        if (item.Reserved is null)
            return false;
        held++;
        return true;
    }

    /// <summary>Counts what a request took, one that a batch was too late for nothing; what nobody reserved, because an earlier process submitted it, counts as spent.</summary>
    public void Settle(AskedItem item, EngineRequest request, Output? output, ErrorCode? failure)
    {
        if (meter is null)
            return;
        var taken = output is { InputTokens: not null } or { OutputTokens: not null } ? meter.AmountOf(request.Model, engine.IsPaid, isBatched: true, output)
            : failure is { } code && (code == ErrorCode.Timeout || CallBudget.Unbilled.Contains(code)) ? default
            : item.Reserved ?? default;
        if (item.Reserved is null)
            meter.AddSpent(taken);
        else
            End(item, taken);
    }

    /// <summary>Gives back what was reserved for a request that was not submitted.</summary>
    public void Return(AskedItem item) => End(item, default);

    /// <summary>Counts as spent what is under way and not waited for.</summary>
    public void Leave(AskedItem item) => End(item, item.Reserved ?? default);

    private void End(AskedItem item, BudgetAmount taken)
    {
        if (meter is null || item.Reserved is not { } reserved)
            return;
        item.Reserved = null;
        held--;
        meter.Settle(reserved, taken);
    }
}
