using System.Collections.Immutable;
using System.Globalization;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Prompts;

/// <summary>A message whose templates are parsed.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The text.</param>
/// <param name="Images">The images.</param>
internal sealed record PreparedMessage(MessageRole Role, PromptTemplate Text, ImmutableArray<PromptTemplate> Images)
{
    /// <summary>Parses messages; what is malformed is added to the problems.</summary>
    public static ImmutableArray<PreparedMessage> Prepare(ValueList<MessageSpec> messages, string path, List<Problem> problems)
    {
        var prepared = ImmutableArray.CreateBuilder<PreparedMessage>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var text = Parse(messages[i].Content, place + ".content", problems);
            var images = messages[i].Images.Select((image, j) => Parse(image, string.Create(CultureInfo.InvariantCulture, $"{place}.images[{j}]"), problems));
            prepared.Add(new PreparedMessage(messages[i].Role, text, [.. images]));
        }

        return prepared.MoveToImmutable();
    }

    /// <summary>Renders messages.</summary>
    public static ImmutableArray<Message> Render(ImmutableArray<PreparedMessage> messages, PromptValues values) =>
        [.. messages.Select(message => new Message(message.Role, values.Fill(message.Text))
        {
            Images = message.Images.IsEmpty ? [] : ValueList.From(message.Images.Select(values.Fill)),
        })];

    private static PromptTemplate Parse(string template, string path, List<Problem> problems)
    {
        try
        {
            return PromptTemplate.Parse(template, path);
        }
        catch (AssayException exception)
        {
            problems.AddRange(exception.Problems);
            return PromptTemplate.Parse("", path);
        }
    }
}
