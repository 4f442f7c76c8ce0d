using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Reads tasks' items from the data sets of a benchmark's definition.</summary>
/// <param name="definition">The benchmark with its data; null for a spec written by hand.</param>
/// <param name="projectDirectory">The folder against which files are resolved.</param>
internal sealed class TaskData(BenchmarkDefinition? definition, string projectDirectory) : ITaskData
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Item> ReadAsync(TaskSpec task, CancellationToken cancellationToken)
    {
        if (definition is null || !definition.Datasets.TryGetValue(task.Id, out var source))
            throw new AssayException(ErrorCode.DatasetNotFound, $"Task '{task.Id}' has no data set; give the definition one under this id.");
        return DatasetSelection.ApplyAsync(source.ReadAsync(projectDirectory, cancellationToken), task.Query, cancellationToken);
    }
}
