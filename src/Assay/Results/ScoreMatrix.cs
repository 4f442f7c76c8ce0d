using Assay.Planning;
using Assay.Statistics;
using Assay.Storage;

namespace Assay.Results;

/// <summary>One figure per trial and score of a task, held in memory: eight bytes each.</summary>
internal sealed class ScoreMatrix
{
    private readonly double[][] values;

    private ScoreMatrix(TaskScope task)
    {
        Task = task;
        values = new double[task.Columns.Count][];
        for (var column = 0; column < values.Length; column++)
            values[column] = new double[task.Slice.Trials];
    }

    public TaskScope Task { get; }

    /// <summary>Reads a task's figures; those that are not there are NaN.</summary>
    public static async ValueTask<ScoreMatrix> ReadAsync(IRunStore store, TaskScope task, SampleReduction? reduction, CancellationToken cancellationToken)
    {
        Reductions.Require(task, reduction);
        var matrix = new ScoreMatrix(task);
        var buffer = new double[task.Slice.Samples];
        var trial = 0;
        await foreach (var row in TrialScan.ReadAsync(store, task, cancellationToken))
        {
            for (var column = 0; column < matrix.values.Length; column++)
                matrix.values[column][trial] = TrialFigure.Of(row, column, reduction ?? task.Columns[column].Reduction, buffer).Value;
            trial++;
        }

        return matrix;
    }

    /// <summary>The figures of one model, prompt and set of params, one per item.</summary>
    public ReadOnlySpan<double> Block(Cell cell, int column)
    {
        var slice = Task.Slice;
        var first = slice.OrdinalOf(cell with { Item = 0, Sample = 0 }) / slice.Samples;
        return values[column].AsSpan((int)first, slice.Items.Count);
    }

    /// <summary>Whether every figure of a column is 0 or 1.</summary>
    public bool IsBinary(int column)
    {
        foreach (var value in values[column])
        {
            if (!double.IsNaN(value) && value is not (0 or 1))
                return false;
        }

        return true;
    }

    /// <summary>The places of the blocks, in the order of the plan.</summary>
    public IEnumerable<Cell> Blocks()
    {
        for (var model = 0; model < Task.ModelIds.Count; model++)
            for (var prompt = 0; prompt < Task.PromptIds.Count; prompt++)
                for (var parameters = 0; parameters < Task.ParamsLabels.Count; parameters++)
                    yield return new Cell(model, prompt, parameters, 0, 0);
    }
}
