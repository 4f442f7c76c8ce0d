using Assay.Errors;
using Assay.Identity;

namespace Assay.Results;

/// <content>Parts of a result, seen alone.</content>
public abstract partial class RunResult
{
    /// <summary>The results of one parse alone: whether it found a value, and the scores that read it, over the slices that use it.</summary>
    /// <param name="hashPrefix">1 to 32 hexadecimal digits, the beginning of one of <see cref="Parses"/>' hashes.</param>
    /// <exception cref="AssayException">
    /// No parse's hash begins so (<see cref="ErrorCode.HashUnknown"/>), several do (<see cref="ErrorCode.HashAmbiguous"/>), or it is not hexadecimal (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    public abstract RunResult ForTransform(string hashPrefix);

    /// <summary>The results of one score alone, over the slices that compute it.</summary>
    /// <param name="hashPrefix">1 to 32 hexadecimal digits, the beginning of one of <see cref="Scores"/>' hashes.</param>
    /// <exception cref="AssayException">
    /// No score's hash begins so (<see cref="ErrorCode.HashUnknown"/>), several do (<see cref="ErrorCode.HashAmbiguous"/>), or it is not hexadecimal (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    public abstract RunResult ForEvaluation(string hashPrefix);

    private protected IReadOnlyList<TaskScope> TasksOfParse(string hashPrefix)
    {
        var hash = Find(hashPrefix, "parse", "parses", Parses.Select(static parse => (parse.Hash, parse.Id)));
        return [.. Tasks
            .Where(task => task.Slice.Parses.Any(parse => parse.Identity == hash))
            .Select(task => task.WithParse(hash))];
    }

    private protected IReadOnlyList<TaskScope> TasksOfScore(string hashPrefix)
    {
        var hash = Find(hashPrefix, "score", "scores", Scores.Select(static score => (score.Hash, score.Name)));
        return [.. Tasks.Select(task => task.With(column => column.Hash == hash)).Where(static task => task.Columns.Count > 0)];
    }

    private static Hash128 Find(string hashPrefix, string one, string many, IEnumerable<(Hash128 Hash, string Name)> known)
    {
        var prefix = HashPrefix.Parse(hashPrefix);
        Hash128? found = null;
        foreach (var (hash, _) in known)
        {
            if (!prefix.Matches(hash) || hash == found)
                continue;
            found = found is null ? hash : throw prefix.Ambiguous(many, found.Value, hash);
        }

        return found ?? throw prefix.Unknown(one, $"there are: {string.Join(", ", known.Select(static one => $"{one.Hash.Short} ({one.Name})"))}");
    }
}
