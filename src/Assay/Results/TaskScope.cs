using Assay.Execution;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Results;

/// <summary>One task of a result, with the scores and parses that are looked at and the labels of its matrix, made once.</summary>
internal sealed class TaskScope
{
    private readonly PreparedTask task;

    private TaskScope(PreparedTask task, IReadOnlyList<string> paramsLabels, IReadOnlyList<ScoreColumn> columns, IReadOnlyList<int> parses)
    {
        this.task = task;
        ParamsLabels = paramsLabels;
        Columns = columns;
        ModelIds = [.. Slice.Models.Select(static model => model.Spec.Id)];
        PromptIds = [.. Slice.Prompts.Select(static prompt => prompt.Spec?.Id ?? "")];
        ScoreNames = ColumnNames.Of(columns.Select(static column => column.Name));
        ParseNames = ColumnNames.Of(parses.Select(parse => Slice.Parses[parse].Spec.Id));
        Overlays = [.. columns.Select(column => task.Binding.Overlays[column.Index]), .. parses.Select(parse => new Overlay(task.Binding.ParseIds[parse], 0))];
    }

    /// <summary>The plan.</summary>
    public PlannedSlice Slice => task.Slice;

    /// <summary>The plan's row.</summary>
    public long PlanId => task.Binding.PlanId;

    public string Id => Slice.Task.Id;

    /// <summary>The scores that are looked at, in the order of the plan.</summary>
    public IReadOnlyList<ScoreColumn> Columns { get; }

    /// <summary>What is read of the store: the scores, then the parses that are looked at for themselves.</summary>
    public IReadOnlyList<Overlay> Overlays { get; }

    /// <summary>The scores' names.</summary>
    public ColumnNames ScoreNames { get; }

    /// <summary>The ids of the parses that are looked at for themselves.</summary>
    public ColumnNames ParseNames { get; }

    public IReadOnlyList<string> ModelIds { get; }

    /// <summary>The prompt variants' ids; one empty id where the task has none.</summary>
    public IReadOnlyList<string> PromptIds { get; }

    /// <summary>The sets of params as short JSON; one empty label where there is one set only.</summary>
    public IReadOnlyList<string> ParamsLabels { get; }

    /// <summary>A task with every score, and with the parses that no score reads.</summary>
    public static TaskScope Of(PreparedTask task)
    {
        var slice = task.Slice;
        var labels = slice.Experiment.Params.Count == 1
            ? [""]
            : slice.Experiment.Params.Select(static parameters => SpecJson.Write(parameters)).ToArray();
        var columns = slice.Scores.Select((score, i) => new ScoreColumn(i, score.Name, score.Score.HigherIsBetter, ParseOf(slice, score), score.Identity) { Reduction = score.Score.Reducer }).ToArray();
        int[] parses = [.. Enumerable.Range(0, slice.Parses.Count).Where(parse => slice.Scores.All(score => score.ParseIndex != parse))];
        return new TaskScope(task, labels, columns, parses);
    }

    /// <summary>The task with some of its scores alone.</summary>
    public TaskScope With(Func<ScoreColumn, bool> keep) => new(task, ParamsLabels, [.. Columns.Where(keep)], []);

    /// <summary>The task with one parse and the scores that read it.</summary>
    public TaskScope WithParse(Hash128 parse) =>
        new(task, ParamsLabels, [.. Columns.Where(column => column.Parse?.Hash == parse)], [.. Enumerable.Range(0, Slice.Parses.Count).Where(i => Slice.Parses[i].Identity == parse)]);

    /// <summary>What the plan calls a stored parse; null when it has none of this row.</summary>
    public string? ParseNameOf(long row)
    {
        for (var i = 0; i < task.Binding.ParseIds.Count; i++)
        {
            if (task.Binding.ParseIds[i] == row)
                return Slice.Parses[i].Spec.Id;
        }

        return null;
    }

    /// <summary>What the plan calls a stored score; null when it has none of these rows.</summary>
    public string? ScoreNameOf(long parse, long metric)
    {
        for (var i = 0; i < task.Binding.Overlays.Count; i++)
        {
            if (task.Binding.Overlays[i] == new Overlay(parse, metric))
                return Slice.Scores[i].Name;
        }

        return null;
    }

    private static ResultParse? ParseOf(PlannedSlice slice, PlannedScore score) =>
        score.ParseIndex < 0 ? null : new ResultParse(slice.Parses[score.ParseIndex].Spec.Id, slice.Parses[score.ParseIndex].Identity);
}
