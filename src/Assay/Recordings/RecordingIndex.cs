using System.Globalization;
using System.Text.Json;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Recordings;

/// <summary>
/// What is kept of a recording in memory: for each line its key's hash, its place in the file and, for each model, the
/// digest of its output. The outputs stay in the file.
/// </summary>
internal sealed class RecordingIndex
{
    private readonly RecordingLayout layout;
    private readonly Dictionary<string, int> models;
    private readonly Dictionary<Hash128, int> rows = [];
    private readonly List<(long Offset, int Length, int Line)> places = [];
    private readonly List<Hash128> digests = [];

    private readonly (long Length, DateTime Written) stamp;

    private RecordingIndex(RecordingLayout layout, DataFile file, IReadOnlyCollection<string> models)
    {
        this.layout = layout;
        File = file;
        stamp = Stamp(file);
        this.models = models.Order(StringComparer.Ordinal).Select((name, column) => (name, column)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The recording's file.</summary>
    public DataFile File { get; }

    /// <summary>The names of the models it knows.</summary>
    public IReadOnlyCollection<string> Models => models.Keys;

    /// <summary>Whether the file has the length and time of change that it had when it was read.</summary>
    public bool IsFresh => Stamp(File) == stamp;

    /// <summary>Reads a recording once.</summary>
    /// <exception cref="DatasetException">The file is missing or malformed, or two lines have one key.</exception>
    public static async Task<RecordingIndex> LoadAsync(RecordingLayout layout, DataFile file, IReadOnlyCollection<string> models, CancellationToken cancellationToken)
    {
        var index = new RecordingIndex(layout, file, models);
        var outputs = index.models.OrderBy(static pair => pair.Value).Select(pair => layout.OutputOf(pair.Key)).ToArray();
        await using var stream = file.Open();
        var lines = new LineReader(stream);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            file.RequireUtf8(lines.Current.Span, lines.Line);
            if (!JsonlReader.IsBlank(lines.Current.Span))
                index.Add(lines, outputs);
        }

        return index;
    }

    /// <summary>The digest of a model's outputs for a key; that of no output where there is none.</summary>
    public Hash128 DigestOf(string model, string key) =>
        rows.TryGetValue(Digest.Of(key), out var row) ? digests[(row * models.Count) + models[model]] : RecordingLayout.Missing;

    /// <summary>Where the outputs for a key are, for people: the file, and the line if one has the key.</summary>
    public string PlaceOf(string key) => rows.TryGetValue(Digest.Of(key), out var row)
        ? string.Create(CultureInfo.InvariantCulture, $"{File.Place.File}({places[row].Line})")
        : File.Place.File!;

    /// <summary>Reads the output of a model for a key and sample from the file; null when there is none.</summary>
    /// <exception cref="DatasetException">The file has changed since it was indexed.</exception>
    public string? Read(string model, string key, int sample)
    {
        if (DigestOf(model, key) == RecordingLayout.Missing)
            return null;
        var (offset, length, line) = places[rows[Digest.Of(key)]];
        var outputs = RecordingLayout.OutputsOf(ReadLine(offset, length, line), layout.OutputOf(model));
        if (RecordingLayout.DigestOf(outputs) != DigestOf(model, key))
            throw Changed(line);
        return outputs.Length == 1 ? outputs[0] : outputs.ElementAtOrDefault(sample);
    }

    private static (long Length, DateTime Written) Stamp(DataFile file) =>
        new FileInfo(file.FullPath) is { Exists: true } info ? (info.Length, info.LastWriteTimeUtc) : (-1, default);

    private JsonElement ReadLine(long offset, int length, int line)
    {
        var bytes = new byte[length];
        try
        {
            using var handle = System.IO.File.OpenHandle(File.FullPath, share: FileShare.ReadWrite | FileShare.Delete);
            var read = 0;
            while (read < length && RandomAccess.Read(handle, bytes.AsSpan(read), offset + read) is var count and > 0)
                read += count;
            var reader = new Utf8JsonReader(bytes.AsSpan(0, read));
            return JsonElement.ParseValue(ref reader);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            throw Changed(line, exception);
        }
    }

    private void Add(LineReader lines, FieldPath[] outputs)
    {
        using var document = Parse(new RawRecord(lines.Current, lines.Line, 1));
        var key = layout.KeyOf(document.RootElement) ?? throw File.Place.Error(
            ErrorCode.DatasetMalformed, $"The line has no text or number at '{layout.Record}', which tells its item; add it, or correct the recording's 'record' path.", lines.Line);
        if (!rows.TryAdd(Digest.Of(key), places.Count))
            throw File.Place.Error(
                ErrorCode.DatasetMalformed, $"'{layout.Record}' is the same as on {File.Place.Refer(places[rows[Digest.Of(key)]].Line)}; keep one recording for each item.", lines.Line);
        places.Add((lines.Offset, lines.Current.Length, lines.Line));
        foreach (var output in outputs)
            digests.Add(RecordingLayout.DigestOf(RecordingLayout.OutputsOf(document.RootElement, output)));
    }

    private JsonDocument Parse(RawRecord record)
    {
        try
        {
            return JsonDocument.Parse(record.Json, ItemJson.Document);
        }
        catch (JsonException exception)
        {
            throw JsonProblems.InRecord(File, record, exception);
        }
    }

    private DatasetException Changed(int line, Exception? inner = null) =>
        File.Place.Error(ErrorCode.DatasetUnreadable, "The recording has changed since the run began; run again.", line, null, inner);
}
