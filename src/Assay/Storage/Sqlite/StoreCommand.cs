namespace Assay.Storage.Sqlite;

/// <summary>Something that the writer does in order with the entries, and that someone waits for.</summary>
internal abstract class StoreCommand : StoreEntry
{
    /// <summary>Does it, within the writer's transaction.</summary>
    public abstract void Execute(StoreBatch batch);

    /// <summary>Tells the waiter that it is committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the waiter that it is not.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A command with a result.</summary>
/// <param name="action">What to do.</param>
internal sealed class StoreCommand<T>(Func<StoreBatch, T> action) : StoreCommand
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    /// <summary>Ends when the result is committed.</summary>
    public Task<T> Task => completion.Task;

    /// <inheritdoc/>
    public override void Execute(StoreBatch batch) => result = action(batch);

    /// <inheritdoc/>
    public override void Complete() => completion.TrySetResult(result!);

    /// <inheritdoc/>
    public override void Fail(Exception exception) => completion.TrySetException(exception);
}
