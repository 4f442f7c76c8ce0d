using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Assay.Telemetry;

namespace Assay.Tests.Telemetry;

/// <summary>Listens to spans and measurements of one provider, so that tests beside it are not heard.</summary>
internal sealed class Listening : IDisposable
{
    private readonly ActivityListener spans;
    private readonly MeterListener measurements = new();

    public Listening(string provider, string run)
    {
        spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AssayDiagnostics.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if ((string?)span.GetTagItem("assay.run") == run)
                    Spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(spans);
        measurements.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == AssayDiagnostics.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        measurements.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        measurements.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        measurements.Start();

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var named = tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value?.ToString());
            if (named["gen_ai.provider.name"] == provider)
                Measurements.Enqueue((instrument.Name, instrument.Unit, value, named));
        }
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<(string Name, string? Unit, double Value, Dictionary<string, string?> Tags)> Measurements { get; } = new();

    public void Dispose()
    {
        spans.Dispose();
        measurements.Dispose();
    }
}
