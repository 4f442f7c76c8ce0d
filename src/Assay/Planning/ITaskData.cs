using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Reads the items of an experiment's tasks, their queries applied.</summary>
internal interface ITaskData
{
    /// <summary>Streams a task's items, always in the same order.</summary>
    /// <exception cref="Errors.AssayException">There is no data for the task, or it cannot be read.</exception>
    IAsyncEnumerable<Item> ReadAsync(TaskSpec task, CancellationToken cancellationToken);

    /// <summary>Streams the examples of a task's prompt, always in the same order.</summary>
    /// <exception cref="Errors.AssayException">There is no data for them, or it cannot be read.</exception>
    IAsyncEnumerable<Item> ReadExamplesAsync(TaskSpec task, PromptSpec prompt, CancellationToken cancellationToken);
}
