using System.Collections.Immutable;
using Assay.Identity;

namespace Assay;

/// <summary>A prompt as an engine sees it: the rendered messages, then the scripted later turns.</summary>
public sealed class Prompt
{
    /// <summary>Makes a prompt.</summary>
    /// <param name="messages">The messages, in order.</param>
    public Prompt(params ImmutableArray<Message> messages) => Messages = messages;

    /// <summary>No messages: what an engine that reads items alone is given.</summary>
    public static Prompt Empty { get; } = new();

    /// <summary>The messages, in order.</summary>
    public ImmutableArray<Message> Messages { get; }

    /// <summary>Later turns, each sent after the model's answer to what came before.</summary>
    public ImmutableArray<Message> FollowUps { get; init; } = [];

    /// <summary>The texts of all messages, joined by blank lines.</summary>
    public string Text => Messages.Length == 1 ? Messages[0].Text : string.Join("\n\n", Messages.Select(static message => message.Text));

    /// <summary>The identity of what the engine sees.</summary>
    public Hash128 Digest()
    {
        var digest = new Digest("prompt/1", stackalloc byte[1024]);
        Add(ref digest, Messages);
        Add(ref digest, FollowUps);
        return digest.Finish();
    }

    /// <summary>The texts of all messages.</summary>
    public override string ToString() => Text;

    private static void Add(ref Digest digest, ImmutableArray<Message> messages)
    {
        digest.Add(messages.Length);
        foreach (var message in messages)
        {
            digest.Add((long)message.Role);
            digest.Add(message.Text);
            digest.Add(message.Images.Count);
            foreach (var image in message.Images)
                digest.Add(image);
        }
    }
}
