namespace Assay.Compilation;

/// <summary>What a prompt variant is for an item in a slice.</summary>
/// <param name="Slice">The slice's id.</param>
/// <param name="PromptId">The prompt variant's id.</param>
/// <param name="Prompt">The rendered prompt; a placeholder without a value stands as it was written.</param>
public sealed record PromptPreview(string Slice, string PromptId, Prompt Prompt);
