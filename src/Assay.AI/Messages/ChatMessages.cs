using System.Globalization;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI.Messages;

/// <summary>Turns a rendered prompt into the messages of a chat.</summary>
internal static class ChatMessages
{
    /// <summary>The messages in order. What a tool says in a prompt gets a call before it, without which no provider takes a tool's words.</summary>
    public static List<ChatMessage> From(Prompt prompt, ChatRole developer)
    {
        var messages = new List<ChatMessage>();
        foreach (var message in prompt.Messages)
        {
            if (message.Role == MessageRole.Tool)
                AddToolExchange(messages, message.Text);
            else
                messages.Add(new ChatMessage(RoleOf(message.Role, developer), ContentsOf(message)));
        }

        return messages;
    }

    private static ChatRole RoleOf(MessageRole role, ChatRole developer) => role switch
    {
        MessageRole.System => ChatRole.System,
        MessageRole.Developer => developer,
        MessageRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };

    private static List<AIContent> ContentsOf(Message message)
    {
        var contents = new List<AIContent>();
        if (message.Text.Length > 0 || message.Images.Count == 0)
            contents.Add(new TextContent(message.Text));
        foreach (var image in message.Images)
            contents.Add(image.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? new DataContent(image) : new UriContent(image, "image/*"));
        return contents;
    }

    private static void AddToolExchange(List<ChatMessage> messages, string text)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"prompt_{messages.Count}");
        messages.Add(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent(id, "tool", new Dictionary<string, object?>())]));
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, text)]));
    }
}
