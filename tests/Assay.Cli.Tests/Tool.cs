using Assay.Cli.Terminal;

namespace Assay.Cli.Tests;

/// <summary>Calls the tool in a folder and keeps what it says.</summary>
internal static class Tool
{
    public static async Task<(int Exit, string Out, string Error)> RunAsync(string directory, params string[] arguments) =>
        await RunAsync(new CliEnvironment(new StringWriter(), new StringWriter(), directory), arguments);

    public static async Task<(int Exit, string Out, string Error)> RunAsync(CliEnvironment environment, params string[] arguments)
    {
        var exit = await new CliApp(environment).RunAsync(arguments, TestContext.Current.CancellationToken);
        return (exit, environment.Out.ToString()!, environment.Error.ToString()!);
    }

    /// <summary>A terminal of 200 columns.</summary>
    public static CliEnvironment Terminal(string directory, bool color) =>
        new(new StringWriter(), new StringWriter(), directory) { IsTerminal = true, UsesColor = color, Width = 200 };
}
