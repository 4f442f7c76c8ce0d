using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Recordings;

/// <summary>Answers from a recording. The recorded text alone is a generation's identity, neither the prompt nor the item.</summary>
/// <param name="id">The id that a model's provider names.</param>
/// <param name="layout">Where the recording lies.</param>
/// <param name="key">The text by which an item is found in it.</param>
internal sealed class RecordedEngine(string id, RecordingLayout layout, Func<Item, string> key) : IEngine
{
    private readonly Lock gate = new();
    private Task loading = Task.CompletedTask;
    private volatile RecordingIndex? current;

    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version => "recorded/1";

    /// <inheritdoc/>
    public EngineInput Input => EngineInput.None;

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    /// <exception cref="DatasetException">The file is missing or malformed, or two lines are about one item.</exception>
    public async ValueTask PrepareAsync(IReadOnlyList<ModelSpec> models, string projectDirectory, CancellationToken cancellationToken)
    {
        var file = DataFile.Resolve(projectDirectory, layout.Path);
        Task mine;
        lock (gate)
            mine = loading = LoadAfterAsync(loading, file, [.. models.Select(static model => model.WireName)]);
        await mine.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Hash128? ContentDigest(ModelSpec model, Item item) => Index(model).DigestOf(model.WireName, key(item));

    /// <inheritdoc/>
    public ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var index = Index(request.Model);
        var name = request.Model.WireName;
        var text = index.Read(name, key(request.Item), request.SampleIndex);
        return text is not null
            ? ValueTask.FromResult(new Output(text))
            : throw new EngineException(
                ErrorCode.GenerationMissing,
                FormattableString.Invariant($"{index.PlaceOf(key(request.Item))} holds no output of the model '{name}' for the item '{request.Item.Id}', sample {request.SampleIndex}, at '{layout.OutputOf(name)}'; record it, or leave the item out."));
    }

    private RecordingIndex Index(ModelSpec model) =>
        current is { } index && index.Models.Contains(model.WireName)
            ? index
            : throw new InvalidOperationException($"The recorded engine '{Id}' was not prepared for the model '{model.Id}'; call PrepareAsync first.");

    // One load at a time; models of earlier runs are kept, so that runs may overlap.
    private async Task LoadAfterAsync(Task previous, DataFile file, HashSet<string> models)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (current is { } known && known.File.FullPath == file.FullPath)
        {
            if (known.IsFresh && models.IsSubsetOf(known.Models))
                return;
            models.UnionWith(known.Models);
        }

        current = await RecordingIndex.LoadAsync(layout, file, models, CancellationToken.None).ConfigureAwait(false);
    }
}
