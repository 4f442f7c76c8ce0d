using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of prompt variants. Whether templates parse is found when they are compiled.</summary>
internal static class PromptRules
{
    public static void Check(RuleBook rules, string list, ValueList<PromptSpec> prompts)
    {
        rules.Unique(list, prompts.Select(static prompt => prompt.Id), "prompt id");
        foreach (var (index, prompt) in prompts.Index())
        {
            var path = SpecPath.At(list, index);
            rules.Id(SpecPath.At(path, "id"), prompt.Id, "prompt id");
            if (prompt.Family is not null)
                rules.Id(SpecPath.At(path, "family"), prompt.Family, "prompt family");
            rules.Require(prompt.Messages.Count > 0, SpecPath.At(path, "messages"), "The prompt has no message; give at least one.");
            CheckMessages(rules, SpecPath.At(path, "messages"), prompt.Messages);
            CheckMessages(rules, SpecPath.At(path, "follow_ups"), prompt.FollowUps);
            foreach (var (turn, message) in prompt.FollowUps.Index())
            {
                var role = SpecPath.At(SpecPath.At(SpecPath.At(path, "follow_ups"), turn), "role");
                rules.Require(message.Role != MessageRole.Assistant, role, "A follow-up is what the model is told next; the model's own turn cannot be scripted here.");
            }

            if (prompt.Examples is { } examples)
                CheckExamples(rules, SpecPath.At(path, "examples"), examples);
            foreach (var key in prompt.Variables.Keys)
                rules.Id(SpecPath.At(SpecPath.At(path, "variables"), key), key, "variable's key");
        }
    }

    private static void CheckExamples(RuleBook rules, string path, ExamplesSpec examples)
    {
        DatasetRules.Check(rules, path, examples.Dataset, examples.Query, ValueMap<string>.Empty, cluster: null);
        rules.Require(examples.Messages.Count > 0, SpecPath.At(path, "messages"), "The examples have no message; give at least one.");
        CheckMessages(rules, SpecPath.At(path, "messages"), examples.Messages);
    }

    private static void CheckMessages(RuleBook rules, string list, ValueList<MessageSpec> messages)
    {
        foreach (var (index, message) in messages.Index())
        {
            var path = SpecPath.At(list, index);
            rules.Defined(SpecPath.At(path, "role"), message.Role);
            rules.Require(!string.IsNullOrWhiteSpace(message.Content) || message.Images.Count > 0, SpecPath.At(path, "content"), "The message is empty; give it a text or an image.");
            foreach (var (image, uri) in message.Images.Index())
                rules.Text(SpecPath.At(SpecPath.At(path, "images"), image), uri, "image's address");
        }
    }
}
