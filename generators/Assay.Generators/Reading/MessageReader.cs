using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads the messages and follow-ups of a prompt's method.</summary>
internal static class MessageReader
{
    private const string FollowUp = "FollowUpAttribute";

    private static readonly (string Attribute, string Role)[] Roles =
    [
        ("SystemAttribute", "System"), ("DeveloperAttribute", "Developer"), ("UserAttribute", "User"), ("AssistantAttribute", "Assistant"),
    ];

    private static readonly string[] RoleNames = ["System", "Developer", "User", "Assistant", "Tool"];

    public static PromptMessages Read(ReadingContext context, IMethodSymbol method, TemplateScope scope)
    {
        var isOwn = KnownTypes.Same(method.ContainingType, context.Type);
        var messages = new List<MessageModel>();
        var followUps = new List<MessageModel>();
        var paths = new List<string>();
        foreach (var attribute in method.GetAttributes().InSourceOrder())
        {
            var isFollowUp = attribute.Is(FollowUp);
            var role = isFollowUp ? RoleOf(context, attribute) : Roles.FirstOrDefault(pair => attribute.Is(pair.Attribute)).Role;
            if (role is null || attribute.FirstText() is not { } text)
                continue;
            var template = Template.First(attribute, text);
            var images = Template.Named(attribute, "Images");
            paths.AddRange(images.Prepend(template).SelectMany(static part => part.Paths));
            if (string.IsNullOrWhiteSpace(text) && images.Count == 0)
                context.Report(Mend.Removal(MendNames.Attribute), MessageRules.Empty, template.Place);
            foreach (var image in images)
                CheckImage(context, image);
            (isFollowUp ? followUps : messages).Add(new MessageModel(
                role,
                LineEndings.Normalise(text),
                Compile(template),
                images.Select(image => new PairModel(LineEndings.Normalise(image.Text), Compile(image))).ToEquatable()));
        }

        return new PromptMessages(messages.ToEquatable(), followUps.ToEquatable(), paths);

        string Compile(Template template) => isOwn ? new TemplateCompiler(context, template, scope).Compile() : "";
    }

    /// <summary>The members that have messages and are no prompts, each with its first message.</summary>
    public static IEnumerable<(ISymbol Member, AttributeData Message)> Strays(ReadingContext context)
    {
        foreach (var member in BenchmarkMembers.InSourceOrder(context.Type))
        {
            var attributes = member.GetAttributes();
            var stray = attributes.Any(static attribute => attribute.Is("PromptAttribute")) ? null : attributes.InSourceOrder().FirstOrDefault(IsMessage);
            if (stray is not null)
                yield return (member, stray);
        }
    }

    private static bool IsMessage(AttributeData attribute) => attribute.Is(FollowUp) || attribute.Is(ExamplesReader.AttributeName) || Array.Exists(Roles, pair => attribute.Is(pair.Attribute));

    private static string RoleOf(ReadingContext context, AttributeData attribute)
    {
        var number = attribute.Written<int>("Role") ?? Array.IndexOf(RoleNames, "User");
        var role = number >= 0 && number < RoleNames.Length ? RoleNames[number] : "Assistant";
        if (role == "Assistant")
            context.Report(Mend.Removal(MendNames.Argument), MessageRules.ModelsTurn, attribute.PlaceOf("Role"));
        return role;
    }

    private static void CheckImage(ReadingContext context, Template image)
    {
        if (ImageForm.ProblemOf(image.Text) is { } problem)
            context.Report(MessageRules.ImageForm, image.Place, image.Text, problem);
    }
}
