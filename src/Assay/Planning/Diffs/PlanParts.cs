using System.Security.Cryptography;
using Assay.Identity;

namespace Assay.Planning.Diffs;

/// <summary>A run's identities, cut into parts by task, model, prompt variant and params.</summary>
/// <param name="Trials">The trials.</param>
/// <param name="Generations">The generations.</param>
/// <param name="Transforms">The transforms, a part for each parse.</param>
/// <param name="Evaluations">The evaluations, a part for each score.</param>
internal sealed record PlanParts(List<HashPart> Trials, List<HashPart> Generations, List<HashPart> Transforms, List<HashPart> Evaluations)
{
    /// <summary>Cuts a run; goes through every candidate once and keeps none.</summary>
    public static PlanParts Of(IEnumerable<PlannedSlice> slices, CancellationToken cancellationToken)
    {
        var parts = new PlanParts([], [], [], []);
        foreach (var slice in slices)
        {
            foreach (var block in PlanHashes.BlocksOf(slice))
            {
                cancellationToken.ThrowIfCancellationRequested();
                parts.Add(block);
            }
        }

        return parts;
    }

    private void Add(PlanHashes block)
    {
        var slice = block.Slice;
        var (trials, generations, items) = Fingerprints(block);
        Trials.Add(new HashPart(trials, block.Trials));
        Generations.Add(new HashPart(generations, block.Generations));
        foreach (var parse in slice.Parses)
            Transforms.Add(new HashPart(TrialIdentity.OfTransform(generations, parse.Identity), block.Transforms(parse)));
        foreach (var score in slice.Scores)
            Evaluations.Add(new HashPart(PlanHashes.EvaluationOf(slice, score, generations, items), block.Evaluations(score)));
    }

    private static (Hash128 Trials, Hash128 Generations, Hash128 Items) Fingerprints(PlanHashes block)
    {
        using var trials = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var generations = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var items = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var ordinal = block.Start; ordinal < block.Start + block.Count; ordinal++)
        {
            var candidate = block.Slice.CandidateOf(ordinal);
            Append(generations, candidate.Key);
            Append(items, candidate.Item.Digest);
            if (candidate.Cell.Sample == 0)
                Append(trials, candidate.Key);
        }

        return (Finish(trials), Finish(generations), Finish(items));
    }

    private static void Append(IncrementalHash digest, Hash128 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Size];
        hash.WriteTo(bytes);
        digest.AppendData(bytes);
    }

    private static Hash128 Finish(IncrementalHash digest)
    {
        Span<byte> sha = stackalloc byte[SHA256.HashSizeInBytes];
        digest.GetHashAndReset(sha);
        return Hash128.FromBytes(sha);
    }
}
