using Assay.Contracts;
using Assay.Datasets;

namespace Assay.Recordings;

/// <summary>A recording in a file with one JSON object a line.</summary>
/// <typeparam name="T">The item's type.</typeparam>
internal sealed class JsonlRecording<T>(string path, FieldPath record, Func<T, string> item, FieldPath output) : Recording<T>
{
    /// <inheritdoc/>
    public override IEngine ToEngine(string id) => new RecordedEngine(id, new RecordingLayout(path, record, output), Key);

    private string Key(Item value) => item(value.Value is T typed ? typed : throw new InvalidOperationException(
        $"The recording '{path}' is of {typeof(T).Name}, and the item '{value.Id}' is a {value.Value.GetType().Name}; declare the recording for the slice's item type."));
}
