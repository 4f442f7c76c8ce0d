using System.Diagnostics.CodeAnalysis;

namespace Assay.Specs;

/// <summary>How a provider of models is reached, and within which limits. Never part of identity: another address, key or limit runs nothing anew.</summary>
/// <param name="Kind">Which interface it speaks, such as <c>openai</c>; an <see cref="Contracts.IEngineFactory"/> knows it.</param>
public sealed record ProviderSpec(string Kind)
{
    /// <summary>What a value begins with that names an environment variable instead of holding its text.</summary>
    public const string EnvironmentPrefix = "env:";

    /// <summary>The address of its interface, http or https; null takes the kind's own.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "A spec holds what a file says, valid or not; the validator judges it.")]
    public string? BaseUrl { get; init; }

    /// <summary>The environment variable that holds the key, as <c>env:NAME</c>, read when the provider is first asked; null sends no key. The key itself is refused: this is stored with results.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Headers that are sent along; a value <c>env:NAME</c> is read from the environment. One that authorises must be.</summary>
    public ValueMap<string> Headers { get; init; } = ValueMap<string>.Empty;

    /// <summary>Whether a call costs money, so that it is made in <c>Run</c> mode alone; true by default.</summary>
    public bool Paid { get; init; } = true;

    /// <summary>Whether answers are streamed, which measures the time to the first token; true by default.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>How long one attempt may take, in seconds, above 0 and at most 86,400; 120 by default.</summary>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>How many calls may be under way at once, at least 1; fewer while the provider asks for fewer. 32 by default.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>How many calls may begin within a minute, at least 1; null for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How many tokens may be read and generated within a minute, at least 1; null for any number.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>How often a model may be asked for one answer, tool results in between, from 1 to 1,000; 10 by default.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>How many calls of tools one answer may take, from 1 to 10,000; 50 by default.</summary>
    public int MaxToolCalls { get; init; } = 50;

    /// <summary>How long one call of a tool may take, in seconds, above 0 and at most 86,400; 60 by default.</summary>
    public double ToolTimeoutSeconds { get; init; } = 60;
}
