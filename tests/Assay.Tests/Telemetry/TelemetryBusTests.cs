using System.Collections.Concurrent;
using Assay.Telemetry;

namespace Assay.Tests.Telemetry;

public sealed class TelemetryBusTests
{
    private static readonly TelemetryEvent Started = new TelemetryEvent.TrialStarted(new TelemetryScope { Item = "i1" }, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Every_subscriber_is_told_of_every_event_until_it_leaves()
    {
        var bus = new TelemetryBus();
        var heard = new List<string>();
        using var first = bus.Subscribe(_ => heard.Add("first"));
        var second = bus.Subscribe(_ => heard.Add("second"));

        bus.Publish(Started);
        second.Dispose();
        second.Dispose();
        bus.Publish(Started);

        Assert.Equal(["first", "second", "first"], heard);
    }

    [Fact]
    public void Bus_is_observed_while_somebody_listens()
    {
        var bus = new TelemetryBus();
        Assert.False(bus.IsObserved);

        using (bus.Subscribe(static _ => { }))
            Assert.True(bus.IsObserved);

        Assert.False(bus.IsObserved);
    }

    [Fact]
    public void Subscriber_that_throws_harms_nobody_and_is_told_of()
    {
        var bus = new TelemetryBus();
        var failures = new List<SubscriberFailedEventArgs>();
        var heard = 0;
        bus.SubscriberFailed += (_, failure) => failures.Add(failure);
        using var broken = bus.Subscribe(static _ => throw new InvalidOperationException("broken"));
        using var sound = bus.Subscribe(_ => heard++);

        bus.Publish(Started);
        bus.Publish(Started);

        Assert.Equal((2, 2L), (heard, bus.FailureCount));
        Assert.All(failures, static failure => Assert.Equal((Started, "broken"), (failure.Published, failure.Exception.Message)));
        Assert.Equal(2, failures.Count);
    }

    [Fact]
    public void Failure_in_telling_of_a_failure_is_counted_too()
    {
        var bus = new TelemetryBus();
        bus.SubscriberFailed += static (_, _) => throw new InvalidOperationException("worse");
        using var broken = bus.Subscribe(static _ => throw new InvalidOperationException("broken"));

        bus.Publish(Started);

        Assert.Equal(2, bus.FailureCount);
    }

    [Fact]
    public void Bus_takes_subscriptions_and_events_from_many_threads()
    {
        var bus = new TelemetryBus();
        var heard = new ConcurrentBag<TelemetryEvent>();
        using var lasting = bus.Subscribe(heard.Add);

        Parallel.For(0, 1000, _ =>
        {
            using var passing = bus.Subscribe(static _ => { });
            bus.Publish(Started);
        });

        Assert.Equal(1000, heard.Count);
        lasting.Dispose();
        Assert.False(bus.IsObserved);
    }
}
