namespace Assay.Storage;

/// <summary>What an event says. The numbers are in stored files.</summary>
public enum EventKind
{
    /// <summary>No event.</summary>
    None = 0,

    /// <summary>A run began.</summary>
    RunBegan = 1,

    /// <summary>A run covers a plan.</summary>
    RunPlanned = 2,

    /// <summary>A run ended.</summary>
    RunEnded = 3,

    /// <summary>A generation ended.</summary>
    Generated = 4,

    /// <summary>A parse ended.</summary>
    Parsed = 5,

    /// <summary>A metric ended.</summary>
    Scored = 6,

    /// <summary>An attempt of the generation before failed and was followed by another.</summary>
    AttemptFailed = 7,

    /// <summary>A turn of words in the conversation of the generation before.</summary>
    TurnTaken = 8,

    /// <summary>A call of a tool, or its result, in the conversation of the generation before.</summary>
    ToolTurnTaken = 9,

    /// <summary>An extractor of the parse before was tried.</summary>
    ExtractorTried = 10,

    /// <summary>The metric before called a judge.</summary>
    JudgeCalled = 11,

    /// <summary>A run or generation can be seen elsewhere.</summary>
    Linked = 12,

    /// <summary>What a provider told about the generation before besides its output and tokens.</summary>
    ProviderReported = 13,

    /// <summary>The log probabilities of the output of the generation before.</summary>
    LogprobsReported = 14,
}
