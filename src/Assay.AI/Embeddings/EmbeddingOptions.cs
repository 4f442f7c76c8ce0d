using Assay.Runtime;

namespace Assay.AI;

/// <summary>How an <see cref="EmbeddingEngine"/> asks.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>The version, which is part of every embedding's identity; <c>1</c> by default.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Whether a call costs money, so that it is made in <c>Run</c> mode alone; true by default.</summary>
    public bool IsPaid { get; init; } = true;

    /// <summary>How many texts one call embeds at most, at least 1; 128 by default.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How many calls may be under way at once, at least 1; 2 by default. Texts that come meanwhile go out together with the next one.</summary>
    public int MaxConcurrency { get; init; } = 2;

    /// <summary>How many calls may begin within a minute, at least 1; null, the default, for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How many tokens may be read within a minute, at least 1; null, the default, for any number.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>How long one call may take, waiting for the limits left out; 2 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Keys and the like, which are taken out of failures; none by default.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>Where models are asked, for the record of runs; null, the default, for unknown.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The clock; the system's by default. The limits per minute have a clock of their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
