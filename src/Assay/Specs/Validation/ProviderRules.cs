using System.Text.RegularExpressions;
using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of providers.</summary>
internal static partial class ProviderRules
{
    private const double Day = 86_400;

    public static void Check(RuleBook rules, ValueMap<ProviderSpec> providers)
    {
        foreach (var (id, provider) in providers)
        {
            var path = SpecPath.At("provider", id);
            rules.PluginId(path, id, "provider's id");
            var isKind = !string.IsNullOrEmpty(provider.Kind) && provider.Kind.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
            rules.Require(isKind, SpecPath.At(path, "kind"), $"'{provider.Kind}' is no kind of provider; kinds are lower-case words joined by underscores, such as openai_compatible.");
            CheckAddress(rules, SpecPath.At(path, "base_url"), provider.BaseUrl);
            if (provider.ApiKey is { } key)
                rules.Require(IsVariable(key), SpecPath.At(path, "api_key"), "A key does not belong into this file, which is stored with results; put it into an environment variable and write env:NAME.");
            CheckHeaders(rules, SpecPath.At(path, "headers"), provider.Headers);
            CheckLimits(rules, path, provider);
        }
    }

    /// <summary>An http or https address without a secret in it; null is fine.</summary>
    public static void CheckAddress(RuleBook rules, string path, string? text)
    {
        if (text is null)
            return;
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        rules.Require(isAddress, path, $"'{text}' is no http or https address; give a whole one.");
        rules.Require(!isAddress || (address!.UserInfo.Length == 0 && address.Query.Length == 0), path, "The address holds a user, password or query, which are stored with results; give a key or a header from the environment instead.");
    }

    /// <summary>Headers, whose secrets are named and not written.</summary>
    public static void CheckHeaders(RuleBook rules, string path, ValueMap<string> headers)
    {
        foreach (var name in headers.Keys)
            rules.Require(HeaderName().IsMatch(name), SpecPath.At(path, name), $"'{name}' is no name of a header; use letters, digits and -.");
        CheckValues(rules, path, headers, "header");
    }

    /// <summary>Values that may stand in the environment, and must where their name tells of a secret.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="path">Where they stand.</param>
    /// <param name="values">The values by name.</param>
    /// <param name="kind">What each is.</param>
    public static void CheckValues(RuleBook rules, string path, ValueMap<string> values, string kind)
    {
        foreach (var (name, value) in values)
        {
            var place = SpecPath.At(path, name);
            if (value.StartsWith(ProviderSpec.EnvironmentPrefix, StringComparison.Ordinal))
                rules.Require(IsVariable(value), place, "No environment variable is named; write env:NAME.");
            else
                rules.Require(!Authorises().IsMatch(name), place, $"This {kind} authorises and is stored with results; put its value into an environment variable and write env:NAME.");
            rules.Text(place, value, kind);
        }
    }

    private static void CheckLimits(RuleBook rules, string path, ProviderSpec provider)
    {
        rules.Range(SpecPath.At(path, "timeout_seconds"), provider.TimeoutSeconds, 0, Day, leastIsExcluded: true);
        rules.Range(SpecPath.At(path, "tool_timeout_seconds"), provider.ToolTimeoutSeconds, 0, Day, leastIsExcluded: true);
        rules.Range(SpecPath.At(path, "max_concurrency"), provider.MaxConcurrency, 1, 100_000);
        rules.Range(SpecPath.At(path, "requests_per_minute"), provider.RequestsPerMinute, 1);
        rules.Range(SpecPath.At(path, "tokens_per_minute"), provider.TokensPerMinute, 1);
        rules.Range(SpecPath.At(path, "max_turns"), provider.MaxTurns, 1, 1_000);
        rules.Range(SpecPath.At(path, "max_tool_calls"), provider.MaxToolCalls, 1, 10_000);
    }

    private static bool IsVariable(string value) => Variable().IsMatch(value);

    [GeneratedRegex("^env:[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Variable();

    [GeneratedRegex("^[A-Za-z0-9-]+$")]
    private static partial Regex HeaderName();

    [GeneratedRegex("authorization|key|token|secret|password|cookie|credential", RegexOptions.IgnoreCase)]
    private static partial Regex Authorises();
}
