using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Reading;

/// <summary>What a prompt's method says.</summary>
/// <param name="Messages">The messages, in order.</param>
/// <param name="FollowUps">The scripted later turns, in order.</param>
/// <param name="Paths">What all placeholders name.</param>
internal sealed record PromptMessages(EquatableArray<MessageModel> Messages, EquatableArray<MessageModel> FollowUps, IReadOnlyList<string> Paths);
