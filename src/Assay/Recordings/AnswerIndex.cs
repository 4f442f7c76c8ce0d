using System.Diagnostics.CodeAnalysis;
using Assay.Datasets;
using Assay.Identity;

namespace Assay.Recordings;

/// <summary>Answers by their keys: where each lies is in memory, and the answers themselves beyond the first million bytes in a temporary file. Safe for concurrent use.</summary>
internal sealed class AnswerIndex : IDisposable
{
    private readonly Lock gate = new();
    private readonly SpillFile lines = new();
    private readonly Dictionary<Hash128, (long Place, int Length)> places = [];

    /// <summary>How many answers there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return places.Count;
        }
    }

    /// <summary>Whether there is an answer.</summary>
    public bool Contains(Hash128 key)
    {
        lock (gate)
            return places.ContainsKey(key);
    }

    /// <summary>Finds an answer.</summary>
    public bool TryFind(Hash128 key, [NotNullWhen(true)] out RecordedAnswer? answer)
    {
        answer = null;
        byte[] line;
        lock (gate)
        {
            if (!places.TryGetValue(key, out var at))
                return false;
            line = new byte[at.Length];
            lines.Read(at.Place, line);
        }

        answer = AnswerLine.Read(line);
        return true;
    }

    /// <summary>Keeps an answer; one that is there keeps its words, and is for whatever either was for.</summary>
    public void Keep(RecordedAnswer answer)
    {
        lock (gate)
        {
            if (TryFind(answer.Key, out var before))
            {
                answer = before.With(answer);
                if (ReferenceEquals(answer, before))
                    return;
            }

            using var line = new MemoryStream();
            AnswerLine.Write(line, answer);
            var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
            places[answer.Key] = (lines.Append(bytes), bytes.Length);
        }
    }

    /// <summary>Drops an answer.</summary>
    public void Remove(Hash128 key)
    {
        lock (gate)
            places.Remove(key);
    }

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();
}
