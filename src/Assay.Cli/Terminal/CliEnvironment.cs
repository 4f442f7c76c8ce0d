using System.Text;

namespace Assay.Cli.Terminal;

/// <summary>What stands around a call of the tool.</summary>
/// <param name="Out">Receives what was asked for.</param>
/// <param name="Error">Receives errors.</param>
/// <param name="Directory">The folder that paths are relative to.</param>
internal sealed record CliEnvironment(TextWriter Out, TextWriter Error, string Directory)
{
    private const int Narrowest = 40;
    private const int Usual = 120;

    /// <summary>Whether a person looks at <see cref="Out"/>.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether colors may be used on a terminal.</summary>
    public bool UsesColor { get; init; }

    /// <summary>The terminal's width in columns, as it is now.</summary>
    public int Width
    {
        get => Measure();
        init => Measure = () => value;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private Func<int> Measure { get; init; } = static () => Usual;

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
            Measure = isTerminal ? MeasureTerminal : static () => Usual,
        };
    }

    /// <summary>A terminal that does not tell its width says 0.</summary>
    private static int MeasureTerminal() => Console.WindowWidth is > 0 and var width ? Math.Max(Narrowest, width) : Usual;
}
