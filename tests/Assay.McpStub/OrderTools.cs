using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assay.McpStub;

/// <summary>What the server offers.</summary>
[McpServerToolType]
public sealed class OrderTools(IServiceProvider services)
{
    [McpServerTool(Name = "order_status"), Description("Says how far an order is.")]
    public static CallToolResult OrderStatus([Description("The number of the order.")] int order) => new()
    {
        Content = [new TextContentBlock { Text = order < 1000 ? $"There is no order {order}." : order % 2 == 0 ? "shipped" : "packed" }],
        IsError = order < 1000,
    };

    [McpServerTool(Name = "process"), Description("Names the process that answers.")]
    public static int Process() => Environment.ProcessId;

    [McpServerTool(Name = "secrets"), Description("Repeats every secret that the server knows.")]
    public string Secrets() =>
        $"I know {Environment.GetEnvironmentVariable("STUB_TOKEN")} {(services.GetService(typeof(IHttpContextAccessor)) as IHttpContextAccessor)?.HttpContext?.Request.Headers["x-stub-key"]}";

    [McpServerTool(Name = "variables"), Description("Lists the names of the server's environment variables.")]
    public static string Variables() => string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal));

    [McpServerTool(Name = "hang"), Description("Never answers.")]
    public static async Task<string> Hang(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return "";
    }

    [McpServerTool(Name = "vanish"), Description("Ends the server.")]
    public string Vanish()
    {
        if (services.GetService(typeof(IHttpContextAccessor)) is IHttpContextAccessor { HttpContext: { } http })
        {
            http.Abort();
            return "";
        }

        Environment.Exit(3);
        return "";
    }
}
