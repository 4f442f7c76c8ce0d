using Assay.Identity;

namespace Assay.Specs;

/// <summary>One cell of the matrix: a model asked about one item in one way. It has one candidate per sample.</summary>
/// <param name="Task">The task's id.</param>
/// <param name="Model">The model.</param>
/// <param name="Prompt">The prompt variant; null where the task has none.</param>
/// <param name="Params">The inference params.</param>
/// <param name="ParamsIndex">Which of the experiment's sets of params, from 0.</param>
/// <param name="ItemId">The item's id.</param>
/// <param name="ItemDigest">The digest of the item's content.</param>
public sealed record TrialSpec(
    string Task,
    ModelSpec Model,
    PromptSpec? Prompt,
    InferenceParams Params,
    int ParamsIndex,
    string ItemId,
    Hash128 ItemDigest);
