using Assay.Errors;

namespace Assay.Execution;

/// <summary>Stops a run when one failure of a model repeats too often in a row, so that a dead provider does not burn through all trials.</summary>
/// <remarks>Each model has a row of its own: candidates of several models take turns, and the answers of one say nothing about another.</remarks>
/// <param name="threshold">How many equal failures in a row are too many; 0 never stops.</param>
internal sealed class CircuitBreaker(int threshold)
{
    private const string Mend = " Mend the cause and run again: what is done stays done.";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Code, int Length)> rows = new(StringComparer.Ordinal);

    /// <summary>The failure that tripped it; null while it has not.</summary>
    public AssayException? Tripped { get; private set; }

    /// <summary>Stops the run for another reason, unless it has stopped.</summary>
    /// <param name="reason">Why.</param>
    public void Trip(AssayException reason)
    {
        lock (gate)
            Tripped ??= reason;
    }

    /// <summary>Why a run stopped, with what the engine said last scrubbed; any other reason is given back.</summary>
    public static AssayException Scrubbed(AssayException stopped, Func<string, string> scrub)
    {
        if (stopped.Code != ErrorCode.CircuitBreaker || stopped.InnerException is not AssayException failure || !stopped.Problems[0].Message.EndsWith(Ended(failure.Problems[0].Message) + Mend, StringComparison.Ordinal))
            return stopped;
        var said = failure.Problems[0].Message;
        return new AssayException(stopped.Problems[0] with { Message = stopped.Problems[0].Message[..^(Ended(said).Length + Mend.Length)] + Ended(scrub(said)) + Mend }, failure);
    }

    /// <summary>Takes note of how a generation ended.</summary>
    /// <param name="model">The id of the model that was asked.</param>
    /// <param name="failure">Its failure; null when it completed. What a recording lacks says nothing about the provider and is passed over.</param>
    public void Record(string model, AssayException? failure)
    {
        if (failure?.Code == ErrorCode.GenerationMissing)
            return;
        lock (gate)
        {
            if (failure is null)
            {
                rows.Remove(model);
                return;
            }

            var code = failure.Code.Value;
            var length = rows.TryGetValue(model, out var row) && row.Code == code ? row.Length + 1 : 1;
            rows[model] = (code, length);
            if (threshold > 0 && length >= threshold && Tripped is null)
            {
                Tripped = new AssayException(
                    ErrorCode.CircuitBreaker,
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Stopped after {length} equal failures in a row of the model '{model}': {code}: {Ended(failure.Problems[0].Message)}{Mend}"),
                    failure);
            }
        }
    }

    private static string Ended(string sentence) => sentence is [.., '.' or '!' or '?' or '…'] ? sentence : sentence + ".";
}
