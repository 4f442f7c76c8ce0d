using Assay.Errors;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Results;

/// <summary>
/// The columns by which results are grouped: those asked for, and besides them each of model, prompt, params and metric that has
/// several values, unless the caller asks to average over it. Slices and items are what is measured on, so they are pooled.
/// </summary>
internal sealed class Grouping
{
    private static readonly GroupKind[] Treatments = [GroupKind.Model, GroupKind.Prompt, GroupKind.Params];

    private Grouping(ValueList<GroupKey> keys, bool pools)
    {
        Keys = keys;
        Pools = pools;
        VariesByTrial = keys.Any(static key => key.Kind is GroupKind.Item or GroupKind.Status);
    }

    /// <summary>The columns.</summary>
    public ValueList<GroupKey> Keys { get; }

    /// <summary>Whether one group may hold several trials of one item, because models, prompts or params are averaged.</summary>
    public bool Pools { get; }

    /// <summary>Whether two trials of one model, prompt and set of params may belong to two groups.</summary>
    public bool VariesByTrial { get; }

    /// <summary>Checks what is asked for, and adds what must be kept apart.</summary>
    /// <param name="tasks">What is grouped.</param>
    /// <param name="asked">The columns asked for, in order.</param>
    /// <param name="across">What to average over.</param>
    /// <param name="compared">What is compared, and so never part of a group.</param>
    /// <exception cref="AssayException">A column is asked for twice, or both asked for and averaged over; there is no such dimension (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static Grouping Of(IReadOnlyList<TaskScope> tasks, ValueList<GroupKey> asked, ValueList<GroupKind> across, IReadOnlySet<GroupKind>? compared = null)
    {
        Check(tasks, asked, across, compared);
        var keys = asked.ToList();
        var pools = false;
        foreach (var treatment in Treatments)
        {
            if (keys.Contains(treatment) || compared?.Contains(treatment) == true || CountOf(tasks, treatment) < 2)
                continue;
            if (across.Contains(treatment))
                pools = true;
            else
                keys.Add(treatment);
        }

        if (!keys.Contains(GroupKind.Metric))
            keys.Add(GroupKind.Metric);
        return new Grouping(ValueList.From(keys), pools);
    }

    /// <summary>A group's values.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cell">The trial's place.</param>
    /// <param name="column">Which of the task's scores.</param>
    /// <param name="status">The trial's status; read only where it is a column.</param>
    public ValueList<string> KeyOf(TaskScope task, Cell cell, int column, string status)
    {
        var values = new string[Keys.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Keys[i].Kind switch
            {
                GroupKind.Model => task.ModelIds[cell.Model],
                GroupKind.Slice => task.Id,
                GroupKind.Prompt => task.PromptIds[cell.Prompt],
                GroupKind.Params => task.ParamsLabels[cell.Params],
                GroupKind.Metric => task.Columns[column].Name,
                GroupKind.Item => task.Slice.Items[cell.Item].Id,
                GroupKind.Status => status,
                _ => task.Slice.Task.Dimensions.GetValueOrDefault(Keys[i].Dimension ?? "", ""),
            };
        }

        return ValueList.Create<string>(values);
    }

    private static void Check(IReadOnlyList<TaskScope> tasks, ValueList<GroupKey> asked, ValueList<GroupKind> across, IReadOnlySet<GroupKind>? compared)
    {
        var seen = new HashSet<GroupKey>();
        foreach (var key in asked)
        {
            if (!seen.Add(key))
                throw Invalid($"Results are to be grouped by '{key}' twice; name it once.");
            if (compared?.Contains(key.Kind) == true)
                throw Invalid($"'{key}' is what is compared, so it cannot be a group too; remove it from the groups.");
            if (compared is not null && key.Kind is GroupKind.Item or GroupKind.Status)
                throw Invalid($"Comparisons pair items, so they cannot be grouped by '{key}'; remove it from the groups.");
            if (key.Kind == GroupKind.Dimension && !tasks.Any(task => task.Slice.Task.Dimensions.ContainsKey(key.Dimension ?? "")))
                throw Invalid($"No slice has a dimension '{key.Dimension}'; there are: {Listed(tasks.SelectMany(static task => task.Slice.Task.Dimensions.Keys))}.");
        }

        foreach (var one in across)
        {
            if (!Treatments.Contains(one))
                throw Invalid($"Results cannot be averaged over '{((GroupKey)one).Name}'; use model, prompt or params.");
            if (seen.Contains(one) || compared?.Contains(one) == true)
                throw Invalid($"'{((GroupKey)one).Name}' cannot both be told apart and averaged over; name it once.");
        }
    }

    private static int CountOf(IReadOnlyList<TaskScope> tasks, GroupKind treatment) => tasks
        .SelectMany(task => treatment switch
        {
            GroupKind.Model => task.ModelIds,
            GroupKind.Prompt => task.PromptIds,
            _ => task.ParamsLabels,
        })
        .Distinct(StringComparer.Ordinal)
        .Count();

    private static string Listed(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } all ? string.Join(", ", all) : "none";

    private static AssayException Invalid(string message) => new(ErrorCode.OptionInvalid, message);
}
