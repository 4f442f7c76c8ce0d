using System.Diagnostics.CodeAnalysis;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Recordings;

/// <summary>All recorded answers of a project by their keys, read once. Safe for concurrent use.</summary>
/// <param name="options">Where they lie, and whether answers are added.</param>
/// <param name="projectDirectory">The project's folder.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerBook(RecordingOptions options, string projectDirectory, TimeProvider time) : IDisposable
{
    /// <summary>How the names of files of recorded answers end.</summary>
    public const string Ending = ".jsonl.zst";

    private readonly AnswerIndex answers = new();
    private readonly SemaphoreSlim loading = new(1, 1);
    private bool isLoaded;

    /// <summary>Whether answers are added.</summary>
    public bool Records => options.Records;

    /// <summary>How many answers there are.</summary>
    public int Count => answers.Count;

    private string Folder => Path.GetFullPath(options.Directory, projectDirectory);

    /// <summary>Reads the files, unless they were read before.</summary>
    /// <exception cref="DatasetException">A file is no file of recorded answers.</exception>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref isLoaded))
            return;
        await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (isLoaded)
                return;
            foreach (var name in Names())
            {
                await FileOf(name).ReadAsync(answers.Keep, cancellationToken).ConfigureAwait(false);
            }

            Volatile.Write(ref isLoaded, true);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Finds an answer.</summary>
    public bool TryFind(Hash128 key, [NotNullWhen(true)] out RecordedAnswer? answer) => answers.TryFind(key, out answer);

    /// <summary>Whether there is an answer.</summary>
    public bool Contains(Hash128 key) => answers.Contains(key);

    /// <summary>Whether it is recorded that a judge graded a generation with an answer.</summary>
    public bool Contains(Hash128 key, Hash128 graded) => answers.TryFind(key, out var answer) && answer.Graded.Contains(graded);

    /// <summary>Adds answers to an experiment's file; one that is there stays as it is.</summary>
    /// <exception cref="DatasetException">The file cannot be read or written.</exception>
    public Task AddAsync(string experiment, IReadOnlyCollection<RecordedAnswer> added, CancellationToken cancellationToken) => FileOf(experiment).ChangeAsync(
        known =>
        {
            var isChanged = false;
            foreach (var answer in added)
            {
                var kept = known.TryGetValue(answer.Key, out var before) ? before.With(answer) : answer;
                isChanged |= !ReferenceEquals(kept, before);
                known[answer.Key] = kept;
                answers.Keep(kept);
            }

            return isChanged;
        },
        time,
        cancellationToken);

    /// <summary>Takes answers out of every file.</summary>
    /// <param name="isStale">Whether an answer is no longer needed.</param>
    /// <param name="cancellationToken">Stops it between two files.</param>
    /// <returns>How many were taken out.</returns>
    /// <exception cref="DatasetException">A file cannot be read or written.</exception>
    public async Task<int> PruneAsync(Func<RecordedAnswer, bool> isStale, CancellationToken cancellationToken)
    {
        var pruned = 0;
        foreach (var name in Names())
        {
            await FileOf(name).ChangeAsync(
                known =>
                {
                    var stale = known.Values.Where(isStale).ToList();
                    foreach (var answer in stale)
                    {
                        known.Remove(answer.Key);
                        answers.Remove(answer.Key);
                    }

                    pruned += stale.Count;
                    return stale.Count > 0;
                },
                time,
                cancellationToken).ConfigureAwait(false);
        }

        return pruned;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loading.Dispose();
        answers.Dispose();
    }

    private IReadOnlyList<string> Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*" + Ending).Select(static path => Path.GetFileName(path)[..^Ending.Length]).Order(StringComparer.Ordinal)]
        : [];

    private AnswerFile FileOf(string name) => new(DataFile.Resolve(projectDirectory, Path.Combine(options.Directory, name + Ending)));
}
