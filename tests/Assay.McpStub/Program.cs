using Assay.McpStub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

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
        var offered = builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<OrderTools>();
        if (args is ["more"])
            offered.WithTools([McpServerTool.Create(static (int order) => order * 10, new McpServerToolCreateOptions { Name = "invoice", Description = "Says what an order costs." })]);
        await builder.Build().RunAsync();
        return 0;
}
