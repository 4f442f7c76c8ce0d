using Assay.Contracts;
using Assay.Datasets;
using Assay.Recordings;

namespace Assay;

/// <summary>Outputs that were recorded elsewhere, as the user declares them; each model reads its own.</summary>
/// <typeparam name="T">The item's type.</typeparam>
public abstract class Recording<T>
{
    private protected Recording()
    {
    }

    /// <summary>The engine that answers from the recording.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    public abstract IEngine ToEngine(string id);
}

/// <summary>Declares recordings: outputs that were generated elsewhere, evaluated here as if the models were asked now.</summary>
public static class Recording
{
    /// <summary>
    /// A file with one JSON object a line that holds what models answered to one item. A generation's identity is the
    /// recorded text alone: changing one answer regenerates that answer, and reordering the file regenerates nothing.
    /// </summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="path">Relative to the project's folder.</param>
    /// <param name="record">The field that tells which item a line is about, such as <c>question</c> or <c>meta.id</c>: a text or number, its own on each line.</param>
    /// <param name="item">The same text for an item.</param>
    /// <param name="output">
    /// The field that holds the output, such as <c>{model}.solution</c>, where <c>{model}</c> stands for the name by which the
    /// provider knows the model. A text answers every sample of a trial; an array of texts answers sample by sample.
    /// Another JSON value is taken as its canonical JSON; null and an absent field are a missing recording.
    /// </param>
    /// <exception cref="ArgumentException">A path is empty or not a path.</exception>
    public static Recording<T> Jsonl<T>(string path, string record, Func<T, string> item, string output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new JsonlRecording<T>(path, Path(record, nameof(record)), item, Path(output, nameof(output)));
    }

    private static FieldPath Path(string text, string parameter) =>
        FieldPath.TryParse(text, out var path)
            ? path
            : throw new ArgumentException($"'{text}' is not the path of a field; write names joined by dots, such as answers.solution.", parameter);
}
