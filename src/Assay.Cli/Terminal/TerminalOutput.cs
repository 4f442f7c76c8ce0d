using System.Text;
using Spectre.Console;

namespace Assay.Cli.Terminal;

/// <summary>Where tables and bars are drawn: each drawing asks anew how wide the terminal is, which a person may change meanwhile.</summary>
/// <param name="environment">What stands around the call.</param>
internal sealed class TerminalOutput(CliEnvironment environment) : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput output = new(environment.Out);

    /// <inheritdoc/>
    public TextWriter Writer => output.Writer;

    /// <inheritdoc/>
    public bool IsTerminal => output.IsTerminal;

    /// <inheritdoc/>
    public int Width => environment.Width;

    /// <inheritdoc/>
    public int Height => output.Height;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding) => output.SetEncoding(encoding);
}
