using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the body of a prompt's partial method.</summary>
internal static class PromptEmitter
{
    private const string Refused = "This prompt is refused: the build's diagnostics say why.";

    public static void Emit(CodeWriter writer, string signature, PromptModel prompt)
    {
        if (prompt.IsRefused)
        {
            writer.Line($"{signature} => throw new global::System.NotSupportedException({Literal.Quote(Refused)});");
            return;
        }

        writer.Line(signature).Open();
        writer.Line("return new global::Assay.Prompt(").Open("[");
        Messages(writer, prompt.Messages);
        if (prompt.FollowUps.Count == 0)
        {
            writer.Close("]);").Close();
            return;
        }

        writer.Close("])").Open().Line("FollowUps =").Open("[");
        Messages(writer, prompt.FollowUps);
        writer.Close("],").Close("};").Close();
    }

    private static void Messages(CodeWriter writer, EquatableArray<MessageModel> messages)
    {
        foreach (var message in messages)
        {
            var images = message.Images.Count == 0 ? null : $"[{string.Join(", ", message.Images.Select(static image => image.Value))}]";
            writer.Line($"new global::Assay.Message(global::Assay.Specs.MessageRole.{message.Role}, {message.Expression}){SpecEmitter.Settings(("Images", images))},");
        }
    }
}
