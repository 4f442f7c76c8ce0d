using System.Runtime.CompilerServices;
using Assay.Compilation;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Reads tasks' items: from a benchmark's definition where it has data for the task, else from the provider.</summary>
/// <param name="code">The data that a definition brings along; null for a spec written by hand.</param>
/// <param name="provider">Gives the items of tasks that no definition has data for.</param>
/// <param name="experimentId">The experiment's id.</param>
/// <param name="projectDirectory">The folder against which files are resolved.</param>
internal sealed class TaskData(RunCode? code, IDatasetProvider provider, string experimentId, string projectDirectory) : ITaskData
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Item> ReadAsync(TaskSpec task, CancellationToken cancellationToken) =>
        code is not null && code.Datasets.TryGetValue(task.Id, out var source)
            ? DatasetSelection.ApplyAsync(source.ReadAsync(projectDirectory, cancellationToken), task.Query, cancellationToken)
            : ScanAsync(task, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Item> ReadExamplesAsync(TaskSpec task, PromptSpec prompt, CancellationToken cancellationToken) =>
        code is not null && code.Examples.TryGetValue(prompt.Id, out var source)
            ? DatasetSelection.ApplyAsync(source.ReadAsync(projectDirectory, cancellationToken), prompt.Examples!.Query, cancellationToken)
            : ScanAsync(new TaskSpec(task.Id, prompt.Examples!.Dataset) { Query = prompt.Examples.Query }, cancellationToken);

    private async IAsyncEnumerable<Item> ScanAsync(TaskSpec task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = new DatasetScope(experimentId, task.Id, task.Dataset, projectDirectory) { Dimensions = task.Dimensions };
        var scan = await BeginAsync(scope, task.Query, cancellationToken);
        await foreach (var item in DatasetSelection.ApplyAsync(CheckedAsync(task.Id, scan.Items, cancellationToken), scan.Rest, cancellationToken))
            yield return item;
    }

    private async ValueTask<DatasetScan> BeginAsync(DatasetScope scope, DatasetQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.ScanAsync(scope, query, cancellationToken);
        }
        catch (Exception exception) when (IsForeign(exception, cancellationToken))
        {
            throw Unreadable(scope.TaskId, exception);
        }
    }

    /// <summary>Holds a provider's items to what the rest relies on: no two have one id.</summary>
    private static async IAsyncEnumerable<Item> CheckedAsync(string task, IAsyncEnumerable<Item> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = new HashSet<ulong>();
        await using var reader = items.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(task, reader, cancellationToken))
        {
            var item = reader.Current;
            if (!ids.Add(Digest.Of(item.Id).High))
                throw new DatasetException(new Problem(ErrorCode.ItemIdDuplicate, $"The data of '{task}' hold two items with the id '{item.Id}'; let the provider give each item an id of its own."));
            yield return item;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(string task, IAsyncEnumerator<Item> reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (Exception exception) when (IsForeign(exception, cancellationToken))
        {
            throw Unreadable(task, exception);
        }
    }

    private static bool IsForeign(Exception exception, CancellationToken cancellationToken) =>
        exception is not AssayException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static DatasetException Unreadable(string task, Exception exception) =>
        new(new Problem(ErrorCode.DatasetUnreadable, $"The data of '{task}' cannot be read: the provider threw {exception.GetType().Name}: {exception.Message}"), exception);
}
