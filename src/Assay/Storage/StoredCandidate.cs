namespace Assay.Storage;

/// <summary>A planned candidate with what is stored for it. The same instance is given for every row: read it before moving on.</summary>
public sealed class StoredCandidate
{
    private readonly StoredScore[] scores;

    /// <summary>Makes the row.</summary>
    /// <param name="overlays">How many scores it has room for.</param>
    public StoredCandidate(int overlays) => scores = new StoredScore[overlays];

    /// <summary>The candidate's place in the plan's order, from 0.</summary>
    public long Ordinal { get; internal set; }

    /// <summary>The item's row.</summary>
    public long ItemRow { get; internal set; }

    /// <summary>The generation.</summary>
    public StoredGeneration Generation { get; internal set; }

    /// <summary>The scores, aligned with the overlays that were asked for.</summary>
    public ReadOnlySpan<StoredScore> Scores => scores;

    /// <summary>Whether the generation completed and all scores are final: there, and not failed but for a parse that found nothing.</summary>
    public bool IsFinished
    {
        get
        {
            foreach (var score in scores)
            {
                if (!score.IsFinished)
                    return false;
            }

            return Generation.Status == GenerationStatus.Completed;
        }
    }

    internal void SetScore(int overlay, StoredScore score) => scores[overlay] = score;
}
