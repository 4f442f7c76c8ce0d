using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Recordings;

/// <summary>Looks into the recordings beside a project; it changes nothing and needs no benchmark.</summary>
public static class RecordingFolder
{
    /// <summary>Reads every file of recorded answers whole. One that cannot be read is a finding, not an error.</summary>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <param name="directory">The folder of recordings, absolute or relative to the project's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The files, ordinal by name; none where there is no such folder.</returns>
    public static async Task<IReadOnlyList<RecordedFile>> ReadAsync(string projectDirectory, string directory = RecordingOptions.DefaultDirectory, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetFullPath(directory, Path.GetFullPath(projectDirectory));
        if (!Directory.Exists(folder))
            return [];
        var files = new List<RecordedFile>();
        var seen = new Dictionary<Hash128, (string File, string Text)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + AnswerBook.Ending).Order(StringComparer.Ordinal))
            files.Add(await ReadAsync(DataFile.Resolve(projectDirectory, path), seen, cancellationToken));
        return files;
    }

    private static async Task<RecordedFile> ReadAsync(DataFile file, Dictionary<Hash128, (string File, string Text)> seen, CancellationToken cancellationToken)
    {
        var name = file.Place.File!;
        var bytes = new FileInfo(file.FullPath).Length;
        var answers = new List<RecordedAnswer>();
        try
        {
            await new AnswerFile(file).ReadAsync(answers.Add, cancellationToken);
        }
        catch (DatasetException exception)
        {
            return new RecordedFile(name, bytes, 0, 0, []) { Findings = ValueList.From(exception.Problems) };
        }

        var findings = new List<Problem>();
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            if (i > 0 && answers[i - 1].Key.CompareTo(answer.Key) is var order and >= 0)
                findings.Add(Found(name, i + 1, order == 0 ? $"The answer {answer.Key} stands twice; remove one of the lines, or record again." : "The lines are not in the order of their keys; record again, or prune, which writes the file anew."));
            if (seen.TryGetValue(answer.Key, out var other) && other.Text != answer.Output.Text)
                findings.Add(Found(name, i + 1, $"The answer {answer.Key} says something else than in {other.File}; remove one of them, for which counts is not said."));
            seen.TryAdd(answer.Key, (name, answer.Output.Text));
        }

        var judgements = answers.Count(static answer => answer.Judge is not null);
        return new RecordedFile(name, bytes, answers.Count - judgements, judgements, ValueList.From(answers.Select(static answer => answer.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))) { Findings = ValueList.From(findings) };
    }

    private static Problem Found(string file, int line, string message) => new(ErrorCode.DatasetMalformed, message) { File = file, Line = line };
}
