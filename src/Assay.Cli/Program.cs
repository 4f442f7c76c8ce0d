using Assay.Cli;
using Assay.Cli.Terminal;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await new CliApp(CliEnvironment.OfProcess()).RunAsync(args, stop.Token);
