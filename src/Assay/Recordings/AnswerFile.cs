using System.Text.Json;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using ZstdSharp;

namespace Assay.Recordings;

/// <summary>A file of recorded answers: lines of JSON in the order of their keys, compressed as one. The same answers give the same bytes.</summary>
/// <param name="file">Where it lies.</param>
internal sealed class AnswerFile(DataFile file)
{
    private const int Level = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads all answers, one after the other; none where there is no file.</summary>
    /// <param name="each">Receives them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DatasetException">The file is no such file.</exception>
    public async Task ReadAsync(Action<RecordedAnswer> each, CancellationToken cancellationToken)
    {
        if (!File.Exists(file.FullPath))
            return;
        var line = 0;
        try
        {
            await using var stream = file.Open();
            await using var unpacked = new DecompressionStream(stream);
            var lines = new LineReader(unpacked);
            while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                line = lines.Line;
                if (!JsonlReader.IsBlank(lines.Current.Span))
                    each(AnswerLine.Read(lines.Current));
            }
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw file.Place.Error(ErrorCode.DatasetMalformed, "The recordings cannot be unpacked; restore the file from version control, or delete it and record again with AssayRecord=true.", line + 1, null, exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw file.Place.Error(ErrorCode.DatasetMalformed, $"This is no recorded answer ({exception.Message.TrimEnd('.')}); restore the file from version control, or delete it and record again with AssayRecord=true.", line, null, exception);
        }
    }

    /// <summary>Changes the file's answers, alone among all processes: it is replaced as a whole, or not at all.</summary>
    /// <param name="change">Gets the answers that the file holds, and gives those that it shall hold; the same number and answers leave it as it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the wait for other processes.</param>
    /// <exception cref="DatasetException">The file cannot be read, or not be written (<see cref="ErrorCode.ExportUnwritable"/>).</exception>
    public async Task ChangeAsync(Func<SortedDictionary<Hash128, RecordedAnswer>, bool> change, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.FullPath)!);
            await using var alone = await LockAsync(time, cancellationToken).ConfigureAwait(false);
            var answers = new SortedDictionary<Hash128, RecordedAnswer>();
            await ReadAsync(answer => answers[answer.Key] = answer, cancellationToken).ConfigureAwait(false);
            if (!change(answers))
                return;
            if (answers.Count == 0)
            {
                File.Delete(file.FullPath);
                return;
            }

            var written = file.FullPath + ".new";
            Write(written, answers.Values);
            File.Move(written, file.FullPath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw file.Place.Error(ErrorCode.ExportUnwritable, $"The recordings cannot be written ({exception.Message.TrimEnd('.')}); give write permission, or set AssayRecordings to another folder.", 1, null, exception);
        }
    }

    private static void Write(string path, IEnumerable<RecordedAnswer> answers)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        using var packed = new CompressionStream(stream, Level);
        foreach (var answer in answers)
        {
            AnswerLine.Write(packed, answer);
            packed.WriteByte((byte)'\n');
        }
    }

    private async Task<FileStream> LockAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file.FullPath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
