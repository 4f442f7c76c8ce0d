using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the specs of prompts.</summary>
internal static class PromptSpecEmitter
{
    public static void Emit(CodeWriter writer, EquatableArray<PromptModel> prompts)
    {
        if (prompts.Count == 0)
            return;
        writer.Line("Prompts =").Open("[");
        foreach (var prompt in prompts)
            Prompt(writer, prompt);
        writer.Close("],");
    }

    private static void Prompt(CodeWriter writer, PromptModel prompt)
    {
        writer.Line($"new({Literal.Quote(prompt.Id)},").Open("[");
        Messages(writer, prompt.Messages);
        var settings = SpecEmitter.Settings(
            ("Family", prompt.Family is null ? null : Literal.Quote(prompt.Family)),
            ("Variables", SpecEmitter.Map(prompt.Variables, Literal.Quote)));
        if (prompt.FollowUps.Count == 0)
        {
            writer.Close($"]){settings},");
            return;
        }

        writer.Close("])").Open();
        if (prompt.Family is not null)
            writer.Line($"Family = {Literal.Quote(prompt.Family)},");
        writer.Line("FollowUps =").Open("[");
        Messages(writer, prompt.FollowUps);
        writer.Close("],");
        if (SpecEmitter.Map(prompt.Variables, Literal.Quote) is { } variables)
            writer.Line($"Variables = {variables},");
        writer.Close("},");
    }

    private static void Messages(CodeWriter writer, EquatableArray<MessageModel> messages)
    {
        foreach (var message in messages)
        {
            var images = SpecEmitter.Texts(message.Images.Select(static image => image.Key).ToEquatable());
            writer.Line($"new(global::Assay.Specs.MessageRole.{message.Role}, {Literal.Quote(message.Template)}){SpecEmitter.Settings(("Images", images))},");
        }
    }
}
