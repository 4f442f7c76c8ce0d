namespace Assay.StubProvider;

/// <summary>How an answer goes wrong.</summary>
public enum StubFaultKind
{
    /// <summary>The HTTP status of <see cref="StubFault.Status"/> with an error in the provider's form.</summary>
    Status,

    /// <summary>No answer at all until the client gives up.</summary>
    Silence,

    /// <summary>The connection is reset before anything is answered.</summary>
    Reset,

    /// <summary>The connection is reset after half of the answer, streamed or not.</summary>
    ResetMidway,

    /// <summary>The answer ends, well-formed as HTTP, in the middle of its JSON or stream.</summary>
    Truncated,

    /// <summary>The answer is no JSON, though it says so.</summary>
    MalformedJson,

    /// <summary>The answer is a page of HTML.</summary>
    WrongContentType,

    /// <summary>The whole answer, in pieces with <see cref="StubFault.Delay"/> between them.</summary>
    SlowDrip,

    /// <summary>The right answer, with each call of a tool in it twice under the same id.</summary>
    DuplicateToolCalls,

    /// <summary>JSON of the right form without choices.</summary>
    NoChoices,

    /// <summary>The right answer as one JSON document, also where it was to be streamed.</summary>
    NotStreamed,
}
