namespace Assay.Telemetry;

/// <summary>Says which subscriber's exception was caught, and at what.</summary>
/// <param name="published">The event that the subscriber was told of.</param>
/// <param name="exception">What it threw.</param>
public sealed class SubscriberFailedEventArgs(TelemetryEvent published, Exception exception) : EventArgs
{
    /// <summary>The event that the subscriber was told of.</summary>
    public TelemetryEvent Published { get; } = published;

    /// <summary>What it threw.</summary>
    public Exception Exception { get; } = exception;
}
