using System.Collections.Concurrent;
using System.Reflection;
using Assay.Tests;
using Xunit.v3;

[assembly: TestDeadline(seconds: 300)]

namespace Assay.Tests;

/// <summary>Cancels the token of a test that takes far too long, so that one that waits for what never comes fails by name and the others go on.</summary>
/// <param name="seconds">How long a test may take.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestDeadlineAttribute(int seconds) : BeforeAfterTestAttribute
{
    /// <summary>How long a test may take.</summary>
    public int Seconds => seconds;

    private readonly ConcurrentDictionary<string, Timer> timers = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        timers[test.UniqueID] = new Timer(_ => context.CancelCurrentTest(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (timers.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }
}
