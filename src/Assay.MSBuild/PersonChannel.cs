using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.MSBuild;

/// <summary>
/// Where a person can see lines during a build, whatever its logger hides: one live line on the terminal when
/// there is one; else messages of the build where they are shown; else standard error of the process that the
/// person started.
/// </summary>
internal sealed class PersonChannel : IDisposable
{
    private const int Width = 79;
    private const int MaxPadding = 9;
    private readonly TextWriter? terminal;
    private readonly TextWriter? errors;
    private readonly bool messagesAreHidden;
    private readonly int padding;
    private readonly Action<string> log;
    private int liveLength;

    internal PersonChannel(TextWriter? terminal, TextWriter? errors, bool messagesAreHidden, int padding, Action<string> log)
    {
        this.terminal = terminal;
        this.errors = errors;
        this.messagesAreHidden = messagesAreHidden;
        this.padding = padding;
        this.log = log;
    }

    /// <summary>Whether progress is one line that is drawn anew.</summary>
    public bool IsLive => terminal is not null;

    /// <summary>Opens what there is to open; a build server gets plain lines always.</summary>
    public static PersonChannel Open(EntryProcess entry, bool messagesAreHidden, int nodeCount, Action<string> log)
    {
        var terminal = IsBuildServer() || IsDumbTerminal() ? null : OpenTerminal();
        var errors = terminal is null && messagesAreHidden ? OpenErrors(entry) : null;
        return new PersonChannel(terminal, errors, messagesAreHidden, Math.Min(nodeCount + 1, MaxPadding), log);
    }

    /// <summary>Shows how far the run is.</summary>
    public void Progress(string text)
    {
        if (terminal is null)
        {
            SayPlain(text);
            return;
        }

        var shown = text.Length <= Width ? text : text.Substring(0, Width - 1) + "…";
        Write(terminal, "\r" + shown.PadRight(liveLength));
        liveLength = shown.Length;
    }

    /// <summary>Removes the live line.</summary>
    public void EndLive()
    {
        if (terminal is not null && liveLength > 0)
            Write(terminal, "\r" + new string(' ', liveLength) + "\r");
        liveLength = 0;
    }

    /// <summary>Shows one line that stays.</summary>
    public void Say(string text) => SayAll([text]);

    /// <summary>Shows lines that stay.</summary>
    public void SayAll(IReadOnlyCollection<string> lines)
    {
        EndLive();
        if (terminal is null || !messagesAreHidden)
        {
            foreach (var line in lines)
                SayPlain(line);
            return;
        }

        // MSBuild's terminal logger moves up by the height of its own frame and clears from there on: the empty
        // lines are what it clears instead of ours.
        Write(terminal, string.Concat(lines.Select(line => line + Environment.NewLine)) + string.Concat(Enumerable.Repeat(Environment.NewLine, padding)));
        foreach (var line in lines)
            log(line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EndLive();
        terminal?.Dispose();
        errors?.Dispose();
    }

    private void SayPlain(string text)
    {
        if (errors is not null)
            Write(errors, text + "\n");
        log(text);
    }

    // A terminal that goes away in mid-run is no reason to fail the run.
    private static void Write(TextWriter writer, string text)
    {
        try
        {
            writer.Write(text);
            writer.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
        }
    }

    private static bool IsBuildServer() =>
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value
        && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) && value != "0"
        || Environment.GetEnvironmentVariable("TF_BUILD") is { Length: > 0 };

    private static bool IsDumbTerminal() => Environment.GetEnvironmentVariable("TERM") == "dumb";

    // The controlling terminal is there in worker nodes too, whose standard streams lead nowhere.
    private static StreamWriter? OpenTerminal()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return OpenFile("/dev/tty");
        return Console.IsErrorRedirected ? null : OpenStandardError();
    }

    private static StreamWriter? OpenErrors(EntryProcess entry)
    {
        if (!entry.IsCertain)
            return null;
        return entry.IsThisProcess
            ? OpenStandardError()
            : OnlyPipe(OpenFile($"/proc/{entry.Id.ToString(CultureInfo.InvariantCulture)}/fd/2"));
    }

    // A file's other writers keep a position of their own, and would write over ours.
    private static StreamWriter? OnlyPipe(StreamWriter? writer)
    {
        if (writer is not { BaseStream.CanSeek: true })
            return writer;
        writer.Dispose();
        return null;
    }

    private static StreamWriter OpenStandardError() => new(Console.OpenStandardError(), new UTF8Encoding(false));

    private static StreamWriter? OpenFile(string path)
    {
        try
        {
            return new StreamWriter(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}
