using System.Globalization;
using System.Text;

namespace CountedCalls;

/// <summary>
/// One line for each call of an engine, in a file of this process's own in the folder that CALL_LOG names. A line is with
/// the operating system before the engine answers, so it outlives the process.
/// </summary>
internal static class CallLog
{
    private static readonly Lock Gate = new();
    private static readonly Lazy<FileStream> File = new(Open);

    /// <summary>How long a call takes: CALL_MILLISECONDS, no time by default.</summary>
    public static TimeSpan Delay { get; } =
        TimeSpan.FromMilliseconds(int.Parse(Environment.GetEnvironmentVariable("CALL_MILLISECONDS") ?? "0", CultureInfo.InvariantCulture));

    /// <summary>Ends when the file that CALL_UNTIL names is there, for a number from CALL_HELD_FROM on; at once for any other.</summary>
    public static async Task ReleasedAsync(int number, CancellationToken cancellationToken)
    {
        var held = int.Parse(Environment.GetEnvironmentVariable("CALL_HELD_FROM") ?? "2147483647", CultureInfo.InvariantCulture);
        while (number >= held && !System.IO.File.Exists(Environment.GetEnvironmentVariable("CALL_UNTIL")))
            await Task.Delay(20, cancellationToken);
    }

    public static void Append(string line)
    {
        lock (Gate)
            File.Value.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static FileStream Open()
    {
        var folder = Environment.GetEnvironmentVariable("CALL_LOG") ?? throw new InvalidOperationException("CALL_LOG names no folder.");
        Directory.CreateDirectory(folder);
        return new FileStream(Path.Combine(folder, $"{Guid.NewGuid():N}.log"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }
}
