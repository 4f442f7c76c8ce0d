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
        for (var i = 0; i < prompts.Count; i++)
            Prompt(writer, prompts[i], LocalOf(i));
        writer.Close("],");
    }

    /// <summary>The local that holds the data of a prompt's examples.</summary>
    public static string LocalOf(int prompt) => $"examples{Literal.Number(prompt + 1)}";

    private static void Prompt(CodeWriter writer, PromptModel prompt, string local)
    {
        writer.Line($"new({Literal.Quote(prompt.Id)},").Open("[");
        Messages(writer, prompt.Messages);
        var settings = SpecEmitter.Settings(
            ("Family", prompt.Family is null ? null : Literal.Quote(prompt.Family)),
            ("Variables", SpecEmitter.Map(prompt.Variables, Literal.Quote)));
        if (prompt.FollowUps.Count == 0 && prompt.Examples is null)
        {
            writer.Close($"]){settings},");
            return;
        }

        writer.Close("])").Open();
        if (prompt.Family is not null)
            writer.Line($"Family = {Literal.Quote(prompt.Family)},");
        if (prompt.FollowUps.Count > 0)
        {
            writer.Line("FollowUps =").Open("[");
            Messages(writer, prompt.FollowUps);
            writer.Close("],");
        }

        if (prompt.Examples is { } examples)
        {
            writer.Line($"Examples = new({local}.Spec,").Open("[");
            Messages(writer, examples.Messages);
            writer.Close($"]){SpecEmitter.Settings(("Query", QueryEmitter.Emit(examples.Query)))},");
        }

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
