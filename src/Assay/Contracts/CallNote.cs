namespace Assay.Contracts;

/// <summary>What a plugin wants people to know while a call is under way, such as that it waits for an approval.</summary>
/// <param name="Source">The plugin's id.</param>
/// <param name="Message">One sentence, without secrets.</param>
public sealed record CallNote(string Source, string Message);
