using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution.Batches;

/// <summary>A generation that a run wants of a batch, and holds the claim on.</summary>
/// <param name="key">Its identity.</param>
/// <param name="slot">Its claim.</param>
/// <param name="slice">Its plan.</param>
/// <param name="ordinal">Its place in the plan.</param>
internal sealed class AskedItem(Hash128 key, GenerationSlot slot, PlannedSlice slice, long ordinal)
{
    public Hash128 Key => key;

    public GenerationSlot Slot => slot;

    /// <summary>How often it was asked before.</summary>
    public int Attempts { get; set; }

    /// <summary>How the attempts before failed.</summary>
    public List<BatchFault> Faults { get; } = [];

    /// <summary>What is reserved of the budget; null for nothing.</summary>
    public BudgetAmount? Reserved { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public GenerationOutcome? Outcome { get; set; }

    public Candidate Candidate => slice.CandidateOf(ordinal);

    public InferenceParams ParamsOf(Candidate candidate) => slice.Experiment.Params[candidate.Cell.Params];

    /// <summary>What is asked.</summary>
    public EngineRequest RequestOf(Candidate candidate, Runtime.RuntimeContext context)
    {
        var parameters = ParamsOf(candidate);
        return new EngineRequest(candidate.Model.Spec, parameters, candidate.Prompt, candidate.Item, parameters.Seed ?? TrialIdentity.SeedOf(key), candidate.Cell.Sample)
        {
            Runtime = context,
            Tools = slice.Tools,
            McpServers = slice.McpServers,
        };
    }

    /// <summary>Takes note of an attempt that failed and is followed by another.</summary>
    public void Failed(AssayException failure, string message, TimeSpan took) => Faults.Add(new BatchFault(failure.Code.Value, message, took));
}
