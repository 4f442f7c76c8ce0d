using System.Globalization;
using Assay.Execution;
using Spectre.Console;

namespace Assay.Terminal;

/// <summary>
/// Shows the progress of runs as live bars, one per slice, in a terminal; as plain lines where the output is no terminal.
/// Give <see cref="Progress"/> to a run and dispose this when it has ended.
/// </summary>
public sealed class LiveProgress : IAsyncDisposable
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;

    /// <summary>Begins to draw.</summary>
    /// <param name="console">Where to draw; the process's terminal when null.</param>
    public LiveProgress(IAnsiConsole? console = null)
    {
        console ??= AnsiConsole.Console;
        if (console.Profile.Capabilities.Interactive)
        {
            var bars = new Bars();
            Progress = bars;
            drawing = console.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    bars.Begin(context);
                    await ended.Task;
                });
        }
        else
        {
            Progress = new LogProgress(console.Profile.Out.Writer);
            drawing = Task.CompletedTask;
        }
    }

    /// <summary>What a run reports to, see <see cref="ProgressConfig.Progress"/>.</summary>
    public IProgress<RunProgress> Progress { get; }

    /// <summary>Draws the last state and gives the terminal back.</summary>
    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        await drawing;
    }

    private sealed class Bars : IProgress<RunProgress>
    {
        private readonly Lock gate = new();
        private readonly Dictionary<string, ProgressTask> tasks = new(StringComparer.Ordinal);
        private readonly List<RunProgress> early = [];
        private ProgressContext? context;

        public void Begin(ProgressContext started)
        {
            lock (gate)
            {
                context = started;
                foreach (var report in early)
                    Draw(report);
                early.Clear();
            }
        }

        public void Report(RunProgress value)
        {
            lock (gate)
            {
                if (context is null)
                    early.Add(value);
                else
                    Draw(value);
            }
        }

        private void Draw(RunProgress value)
        {
            var name = $"{value.Benchmark} / {value.Slice}";
            if (!tasks.TryGetValue(name, out var task))
                tasks.Add(name, task = context!.AddTask(Markup.Escape(name), maxValue: Math.Max(1, value.Total)));
            task.Value = value.Done;
            var failed = value.Failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" [red]{value.Failed:N0} failed[/]");
            var away = value.InBatch == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" [blue]{value.InBatch:N0} in batches[/]");
            task.Description = value.Waiting is null
                ? string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(name)} {value.Done:N0}/{value.Total:N0}{failed}{away}")
                : $"{Markup.Escape(name)}{away} {Markup.Escape(value.Waiting)}";
        }
    }
}
