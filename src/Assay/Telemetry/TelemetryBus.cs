using System.Collections.Immutable;

namespace Assay.Telemetry;

/// <summary>
/// Tells subscribers what happens in runs, as it happens. Safe for concurrent use. Subscribers are called one after the other
/// on the thread that publishes, from several threads at once, and should be quick: hand longer work to a queue. One that
/// throws harms neither the run nor the others: it is counted in <see cref="FailureCount"/> and told to <see cref="SubscriberFailed"/>.
/// </summary>
public sealed class TelemetryBus
{
    private ImmutableArray<Subscription> subscriptions = [];
    private long failures;

    /// <summary>Told of each subscriber that throws, on the thread that publishes. What it throws itself is counted alone.</summary>
    public event EventHandler<SubscriberFailedEventArgs>? SubscriberFailed;

    /// <summary>Whether anybody listens; without, events need not even be made.</summary>
    public bool IsObserved => !subscriptions.IsEmpty;

    /// <summary>How often subscribers have thrown.</summary>
    public long FailureCount => Interlocked.Read(ref failures);

    /// <summary>Subscribes to all events from now on.</summary>
    /// <param name="subscriber">Told of each event.</param>
    /// <returns>Ends the subscription when it is disposed; an event that is being published may still arrive.</returns>
    public IDisposable Subscribe(Action<TelemetryEvent> subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var subscription = new Subscription(this, subscriber);
        ImmutableInterlocked.Update(ref subscriptions, static (all, one) => all.Add(one), subscription);
        return subscription;
    }

    /// <summary>Tells every subscriber of an event.</summary>
    public void Publish(TelemetryEvent what)
    {
        foreach (var subscription in subscriptions)
        {
            try
            {
                subscription.Subscriber(what);
            }
            catch (Exception exception)
            {
                Fail(new SubscriberFailedEventArgs(what, exception));
            }
        }
    }

    private void Fail(SubscriberFailedEventArgs failure)
    {
        Interlocked.Increment(ref failures);
        try
        {
            SubscriberFailed?.Invoke(this, failure);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref failures);
        }
    }

    private sealed class Subscription(TelemetryBus bus, Action<TelemetryEvent> subscriber) : IDisposable
    {
        public Action<TelemetryEvent> Subscriber => subscriber;

        public void Dispose() => ImmutableInterlocked.Update(ref bus.subscriptions, static (all, one) => all.Remove(one), this);
    }
}
