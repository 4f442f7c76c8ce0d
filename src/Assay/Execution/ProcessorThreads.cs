using System.Runtime.CompilerServices;

namespace Assay.Execution;

/// <summary>
/// A few threads for what uses the processor: rendering, parsing, scoring. The pool's threads stay free for what waits for
/// others, however long a metric computes. Awaits on these threads go on in the pool, unless <see cref="SwitchAsync"/> brings them back.
/// </summary>
internal sealed class ProcessorThreads : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<Action> queue = [];
    private readonly Thread[] threads;
    private volatile int waiting;
    private bool isOver;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">How many, at least 1.</param>
    public ProcessorThreads(int count)
    {
        threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(Run) { IsBackground = true, Name = "assay" };
            threads[i].UnsafeStart();
        }
    }

    /// <summary>How many threads there are.</summary>
    public int Count => threads.Length;

    /// <summary>Whether something waits for a thread.</summary>
    public bool IsWanted => waiting > 0;

    /// <summary>Goes on on one of the threads: at once when it is one already.</summary>
    public Switch SwitchAsync() => new(this, Array.IndexOf(threads, Thread.CurrentThread) >= 0);

    /// <summary>Lets what waits go first.</summary>
    public Switch YieldAsync() => new(this, false);

    /// <summary>Ends the threads once they have nothing left to do.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Run()
    {
        while (Next() is { } action)
            action();
    }

    private Action? Next()
    {
        lock (gate)
        {
            while (queue.Count == 0 && !isOver)
                Monitor.Wait(gate);
            if (!queue.TryDequeue(out var action))
                return null;
            waiting = queue.Count;
            return action;
        }
    }

    private void Queue(Action action)
    {
        lock (gate)
        {
            if (!isOver)
            {
                queue.Enqueue(action);
                waiting = queue.Count;
                Monitor.Pulse(gate);
                return;
            }
        }

        // The run is over; what is left of it only cleans up.
        ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false);
    }

    /// <summary>What is awaited to get to a thread.</summary>
    public readonly struct Switch(ProcessorThreads threads, bool isThere) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => isThere;

        public Switch GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => threads.Queue(continuation);

        public void UnsafeOnCompleted(Action continuation) => threads.Queue(continuation);
    }
}
