using System.Globalization;
using Assay.Errors;
using Assay.Execution;
using Assay.Planning;

namespace Assay.Exchange;

/// <summary>Finds a candidate by the names that people know: its task, model, prompt variant, set of params, item and sample.</summary>
/// <param name="run">The run.</param>
internal sealed class CandidateNames(PreparedRun run)
{
    private const int Shown = 10;

    private readonly string[] tasks = [.. run.Tasks.Select(static task => task.Slice.Task.Id)];
    private readonly Dictionary<string, int>?[] items = new Dictionary<string, int>?[run.Tasks.Count];

    /// <summary>The names of the members that name a candidate.</summary>
    public static IReadOnlyList<string> Members { get; } = ["task", "model", "prompt", "params_index", "item_id", "sample"];

    /// <summary>Finds a line's candidate. What there is only one of need not be named.</summary>
    /// <returns>Its place; null where something is wrong, which is a problem then.</returns>
    public Place? Find(LineFields fields)
    {
        if (Pick(fields, "task", tasks) is not { } task)
            return null;
        var slice = run.Tasks[task].Slice;
        var model = Pick(fields, "model", [.. slice.Models.Select(static model => model.Spec.Id)]);
        var prompt = PickPrompt(fields, slice);
        var parameters = Pick(fields, "params_index", slice.Experiment.Params.Count);
        var item = PickItem(fields, task);
        var sample = Pick(fields, "sample", slice.Samples);
        return (model, prompt, parameters, item, sample) is ({ } m, { } p, { } q, { } i, { } s)
            ? new Place(task, slice.OrdinalOf(new Cell(m, p, q, i, s)))
            : null;
    }

    private static int? PickPrompt(LineFields fields, PlannedSlice slice)
    {
        if (slice.Prompts is not [{ Spec: null }])
            return Pick(fields, "prompt", [.. slice.Prompts.Select(static prompt => prompt.Spec!.Id)]);
        if (!fields.Has("prompt"))
            return 0;
        fields.Problem(ErrorCode.ImportUnexpected, $"Task '{slice.Task.Id}' has no prompts; leave the member 'prompt' out.");
        return null;
    }

    private static int? Pick(LineFields fields, string name, string[] known)
    {
        if (!fields.Has(name) && known.Length == 1)
            return 0;
        if (!fields.Has(name))
            fields.Problem(ErrorCode.ImportMissing, $"The member '{name}' is missing; name one of: {List(known)}.");
        else if (fields.Name(name) is { } found)
            return Array.IndexOf(known, found) is var index and >= 0 ? index : Unexpected(fields, $"There is no {name} '{found}' in this run; name one of: {List(known)}.");
        return null;
    }

    private static int? Pick(LineFields fields, string name, int count)
    {
        if (!fields.Has(name) && count == 1)
            return 0;
        if (!fields.Has(name))
            fields.Problem(ErrorCode.ImportMissing, string.Create(CultureInfo.InvariantCulture, $"The member '{name}' is missing; give a number from 0 to {count - 1}."));
        else if (fields.Whole(name) is { } found)
            return found < count ? found : Unexpected(fields, string.Create(CultureInfo.InvariantCulture, $"The member '{name}' is {found}; this run has 0 to {count - 1}."));
        return null;
    }

    private int? PickItem(LineFields fields, int task)
    {
        if (!fields.Require("item_id") || fields.Name("item_id") is not { } found)
            return null;
        var slice = run.Tasks[task].Slice;
        items[task] ??= slice.Items.Select(static (item, index) => (item.Id, index)).ToDictionary(static pair => pair.Id, static pair => pair.index, StringComparer.Ordinal);
        if (!items[task]!.TryGetValue(found, out var index))
            return Unexpected(fields, $"Task '{slice.Task.Id}' has no item '{found}'; correct the id, or remove the line.");
        return slice.Items[index].Failure is { } failure
            ? Unexpected(fields, $"Item '{found}' cannot be read, so that it takes no outputs: {failure.Problems[0].Message}")
            : index;
    }

    private static int? Unexpected(LineFields fields, string message)
    {
        fields.Problem(ErrorCode.ImportUnexpected, message);
        return null;
    }

    private static string List(string[] known) =>
        string.Join(", ", known.Take(Shown)) + (known.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {known.Length - Shown} more") : "");
}
