using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>Writes faults that take the place of an answer.</summary>
internal static class FaultWriter
{
    /// <summary>Writes a fault; false where there is none, or where it lies within the answer.</summary>
    public static async Task<bool> TryWriteAsync(HttpContext context, StubFault? fault)
    {
        switch (fault?.Kind)
        {
            case StubFaultKind.Status:
                await WriteErrorAsync(context, fault);
                return true;
            case StubFaultKind.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                return true;
            case StubFaultKind.Reset:
                Leaving.Now(context);
                context.Abort();
                return true;
            case StubFaultKind.MalformedJson:
                await WriteAsync(context, "application/json", "{\"id\": \"chatcmpl-1\", \"choices\": [oops");
                return true;
            case StubFaultKind.WrongContentType:
                await WriteAsync(context, "text/html", "<html><body>Welcome to the proxy</body></html>");
                return true;
            case StubFaultKind.NoChoices:
                await WriteAsync(context, "application/json", """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[]}""");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes an error in the provider's form.</summary>
    public static Task WriteErrorAsync(HttpContext context, StubFault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        return WriteAsync(context, "application/json", ErrorOf(fault).ToJsonString());
    }

    /// <summary>An error in the provider's form.</summary>
    public static JsonObject ErrorOf(StubFault fault) =>
        new() { ["error"] = new JsonObject { ["message"] = fault.Message, ["type"] = "stub_error", ["param"] = null, ["code"] = fault.Code } };

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        Leaving.Now(context);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }
}
