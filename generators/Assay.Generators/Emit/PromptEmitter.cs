using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the body of a prompt's partial method.</summary>
internal static class PromptEmitter
{
    public static void Emit(CodeWriter writer, string signature, PromptModel prompt)
    {
        writer.Line(signature).Open();
        writer.Line("return new global::Assay.Prompt(").Open("[");
        foreach (var message in prompt.Messages)
            writer.Line($"new global::Assay.Message(global::Assay.Specs.MessageRole.{message.Role}, {message.Expression}),");
        writer.Close("]);").Close();
    }
}
