using Assay.McpStub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

switch (args)
{
    case ["mute"]:
        // Reads whatever is asked, and answers nothing.
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        return 0;
    case ["broken"]:
        await Console.Error.WriteLineAsync($"The licence is missing {Environment.GetEnvironmentVariable("STUB_TOKEN")}");
        return 7;
    default:
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<OrderTools>();
        await builder.Build().RunAsync();
        return 0;
}
