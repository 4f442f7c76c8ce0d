using Assay.Errors;
using Assay.Specs;

namespace Assay.Recordings;

/// <summary>A file of recorded answers, as it lies beside a project.</summary>
/// <param name="File">The file, relative to the project where it lies below it, with forward slashes.</param>
/// <param name="Bytes">Its size on disk, compressed.</param>
/// <param name="Answers">How many answers of models to candidates it has; 0 where it cannot be read.</param>
/// <param name="Judgements">How many answers of judges it has.</param>
/// <param name="Models">The wire names of the models that answered, ordinal.</param>
public sealed record RecordedFile(string File, long Bytes, int Answers, int Judgements, ValueList<string> Models)
{
    /// <summary>What is wrong with it: it cannot be read, its lines are not in order, an answer stands twice, or another file says something else.</summary>
    public ValueList<Problem> Findings { get; init; } = [];
}
