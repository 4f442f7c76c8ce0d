using System.Globalization;
using System.Text.Json;
using Assay.Extractors;
using Assay.Metrics;

namespace Assay.Contracts;

/// <summary>
/// The share of an item's tests that generated code passes. The library runs no generated code itself: the user registers
/// this metric with a runner of a sandbox. The code is the parsed value, or the first fenced block of the output, or the
/// whole of it. Settings: <c>tests</c>, the path of the item's field with the tests, <c>tests</c> by default;
/// <c>language</c>, passed on; <c>timeout_seconds</c>, 10 by default, after which the score is 0.
/// </summary>
/// <param name="runner">Runs the code.</param>
/// <param name="runnerVersion">The runner's version: part of an evaluation's identity.</param>
/// <param name="time">Measures the time limit; the system's clock by default.</param>
public sealed class CodePassMetric(CodeRunner runner, string runnerVersion, TimeProvider? time = null) : IMetric
{
    private readonly TimeProvider clock = time ?? TimeProvider.System;

    /// <summary><c>code_pass</c>.</summary>
    public string Id => "code_pass";

    /// <inheritdoc/>
    public string Version { get; } = "1+" + runnerVersion;

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var tests = ExpectedValue.Read(Id, reader, "tests", "tests");
        var language = reader.OptionalText("language");
        var limit = TimeSpan.FromSeconds(reader.Number("timeout_seconds", 10, 0.001, 86_400));
        reader.Done();
        return async (context, cancellationToken) =>
        {
            var code = context.Parsed is null ? FencedText.FirstOrAll(context.Output.Text) : ActualValue.TextOf(context.Parsed);
            var run = new CodeRun(context.Item, code, ActualValue.TextOf(tests.Of(context.Item)), language);
            return await RunAsync(run, limit, cancellationToken).ConfigureAwait(false);
        };
    }

    private async Task<MetricResult> RunAsync(CodeRun run, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var verdict = await runner(run, linked.Token).WaitAsync(linked.Token).ConfigureAwait(false);
            return new MetricResult(verdict.Passed, verdict.Detail);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new MetricResult(0, string.Create(CultureInfo.InvariantCulture, $"The code ran longer than {limit.TotalSeconds} seconds."));
        }
    }
}
