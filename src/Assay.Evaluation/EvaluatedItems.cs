using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>Makes items of conversations.</summary>
internal static class EvaluatedItems
{
    /// <summary>The item of a conversation and its additional contexts.</summary>
    public static Item Of(IReadOnlyList<ChatMessage> messages, IReadOnlyList<EvaluationContext> contexts)
    {
        var json = new JsonObject
        {
            ["question"] = messages.LastOrDefault(static message => message.Role == ChatRole.User)?.Text ?? "",
            ["messages"] = new JsonArray([.. messages.Select(static message => new JsonObject { ["role"] = message.Role.Value, ["text"] = message.Text })]),
        };
        foreach (var context in contexts)
            json[context.Name] = TextOf(context);
        var utf8 = Encoding.UTF8.GetBytes(json.ToJsonString());
        return new Item("evaluated", JsonElement.Parse(utf8), utf8);
    }

    /// <summary>The words of a context.</summary>
    public static string TextOf(EvaluationContext context) => string.Join('\n', context.Contents.OfType<TextContent>().Select(static content => content.Text));
}
