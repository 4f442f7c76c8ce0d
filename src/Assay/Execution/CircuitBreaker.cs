using Assay.Errors;

namespace Assay.Execution;

/// <summary>Stops a run when one failure repeats too often in a row, so that a dead provider does not burn through all trials.</summary>
/// <param name="threshold">How many equal failures in a row are too many; 0 never stops.</param>
internal sealed class CircuitBreaker(int threshold)
{
    private readonly Lock gate = new();
    private string? last;
    private int row;

    /// <summary>The failure that tripped it; null while it has not.</summary>
    public AssayException? Tripped { get; private set; }

    /// <summary>Takes note of how a generation ended.</summary>
    /// <param name="failure">Its failure; null when it completed. What a recording lacks says nothing about the provider and is passed over.</param>
    public void Record(AssayException? failure)
    {
        if (failure?.Code == ErrorCode.GenerationMissing)
            return;
        lock (gate)
        {
            if (failure is null)
            {
                last = null;
                row = 0;
                return;
            }

            row = failure.Code.Value == last ? row + 1 : 1;
            last = failure.Code.Value;
            if (threshold > 0 && row >= threshold && Tripped is null)
            {
                Tripped = new AssayException(
                    ErrorCode.CircuitBreaker,
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Stopped after {row} equal failures in a row: {failure.Code}: {failure.Problems[0].Message} Mend the cause and run again: what is done stays done."),
                    failure);
            }
        }
    }
}
