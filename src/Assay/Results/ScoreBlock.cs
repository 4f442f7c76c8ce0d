using Assay.Planning;

namespace Assay.Results;

/// <summary>The figures of one score for one model, prompt and set of params of a task: one per item.</summary>
/// <param name="Matrix">Where they lie.</param>
/// <param name="Cell">The model, prompt and set of params.</param>
/// <param name="Column">Which score.</param>
internal readonly record struct ScoreBlock(ScoreMatrix Matrix, Cell Cell, int Column)
{
    public TaskScope Task => Matrix.Task;

    public ReadOnlySpan<double> Values => Matrix.Block(Cell, Column);

    public ScoreColumn Score => Task.Columns[Column];

    /// <summary>The block's value of what can be compared.</summary>
    public string ValueOf(GroupKind kind) => kind switch
    {
        GroupKind.Model => Task.ModelIds[Cell.Model],
        GroupKind.Prompt => Task.PromptIds[Cell.Prompt],
        _ => Task.ParamsLabels[Cell.Params],
    };

    /// <summary>What two blocks must share to be compared: everything but what is erased.</summary>
    public (string Task, string Score, string Model, string Prompt, string Params) PlaceWithout(Func<GroupKind, bool> erased) => (
        Task.Id,
        Score.Name,
        erased(GroupKind.Model) ? "" : ValueOf(GroupKind.Model),
        erased(GroupKind.Prompt) ? "" : ValueOf(GroupKind.Prompt),
        erased(GroupKind.Params) ? "" : ValueOf(GroupKind.Params));
}
