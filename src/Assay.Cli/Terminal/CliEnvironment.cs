using System.Text;

namespace Assay.Cli.Terminal;

/// <summary>What stands around a call of the tool.</summary>
/// <param name="Out">Receives what was asked for.</param>
/// <param name="Error">Receives errors.</param>
/// <param name="Directory">The folder that paths are relative to.</param>
internal sealed record CliEnvironment(TextWriter Out, TextWriter Error, string Directory)
{
    /// <summary>Whether a person looks at <see cref="Out"/>.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether colors may be used on a terminal.</summary>
    public bool UsesColor { get; init; }

    /// <summary>The terminal's width in columns.</summary>
    public int Width { get; init; } = 120;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The process's own.</summary>
    public static CliEnvironment OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        if (!isTerminal)
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new CliEnvironment(Console.Out, Console.Error, Environment.CurrentDirectory)
        {
            IsTerminal = isTerminal,
            UsesColor = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = isTerminal ? Math.Max(40, Console.WindowWidth) : 120,
        };
    }
}
