using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts;
using Assay.Text;

namespace Assay.Extractors;

/// <summary>
/// Gives what a regular expression finds first. Settings: <c>pattern</c>, in .NET's or Python's syntax; <c>group</c>, the
/// number or the name of a group, the whole match by default (<c>false</c> says the same). A group that takes no part in
/// the match gives null. A match that takes longer than two seconds is a failure.
/// </summary>
internal sealed class RegexExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "regex";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var pattern = reader.RequiredText("pattern");
        var regex = Compile(reader, pattern);
        var group = Group(reader, regex, pattern);
        reader.Done();
        return (context, _) => ValueTask.FromResult(Extract(regex, pattern, group, context.Output.Text));
    }

    /// <summary>What a pattern finds first.</summary>
    public static Extraction Extract(UserRegex regex, string pattern, int group, string text)
    {
        try
        {
            var match = regex.Match(text);
            return !match.Success ? Extraction.NotFound($"The pattern '{pattern}' is not in the output.")
                : match.Groups[group] is { Success: true } found ? Extraction.Found(found.Value)
                : Extraction.Found(null);
        }
        catch (RegexMatchTimeoutException)
        {
            return Extraction.NotFound(UserRegex.TimeoutReason(pattern));
        }
    }

    /// <summary>Compiles the setting <c>pattern</c>; a broken one is a problem.</summary>
    public static UserRegex Compile(ConfigReader reader, string pattern, RegexOptions options = RegexOptions.None)
    {
        try
        {
            return new UserRegex(pattern, options);
        }
        catch (ArgumentException error)
        {
            reader.Fail("pattern", $"'{pattern}' is not a regular expression: {error.Message}");
            return new UserRegex("");
        }
    }

    private static int Group(ConfigReader reader, UserRegex regex, string pattern)
    {
        if (reader.Raw("group") is not { } value || value.ValueKind == JsonValueKind.False)
            return 0;
        var number = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var given) && regex.HasGroup(given) => given,
            JsonValueKind.String => regex.GroupOf(value.GetString()!),
            _ => (int?)null,
        };
        if (number is null && reader.Good)
            reader.Fail("group", $"The pattern '{pattern}' has no group {value}; name one of its groups, or leave 'group' out for the whole match.");
        return number ?? 0;
    }
}
