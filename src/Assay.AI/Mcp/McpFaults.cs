using System.Globalization;
using ModelContextProtocol.Client;

namespace Assay.AI;

/// <summary>Says in words what went wrong with a connection.</summary>
internal static class McpFaults
{
    private const int LongestTail = 300;

    /// <summary>Why, with how a program ended and what it said last.</summary>
    public static string Describe(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
        {
            if (cause is ClientTransportClosedException { Details: StdioClientCompletionDetails details })
                return Describe(details);
        }

        return exception.Message.TrimEnd('.');
    }

    private static string Describe(StdioClientCompletionDetails details)
    {
        var tail = string.Join(' ', details.StandardErrorTail ?? []).Trim();
        if (tail.Length > LongestTail)
            tail = tail[^LongestTail..];
        return string.Create(CultureInfo.InvariantCulture, $"it ended{(details.ExitCode is { } code ? $" with exit code {code}" : "")}{(tail.Length > 0 ? $", saying: {tail}" : "")}").TrimEnd('.');
    }
}
