using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>
/// A request is no longer under way once its last bytes are about to be sent: a client that has them may send the next
/// request before the server has tidied up, and exceeds nothing by it.
/// </summary>
internal static class Leaving
{
    private static readonly object Key = typeof(Leaving);

    /// <summary>Says what is done when a request ends; done once.</summary>
    public static void Prepare(HttpContext context, Action leave)
    {
        var isOver = 0;
        context.Items[Key] = () =>
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
                leave();
        };
    }

    /// <summary>The request ends now, if it has not ended before.</summary>
    public static void Now(HttpContext context) => (context.Items[Key] as Action)?.Invoke();
}
