using System.Text.Json;

namespace Assay.StubProvider;

/// <summary>A batch as the stub has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileId">The file of its requests.</param>
/// <param name="Metadata">What its owner said of it.</param>
/// <param name="Lines">Its requests, in the file's order.</param>
public sealed record StubBatch(string Id, string FileId, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<StubBatchLine> Lines)
{
    /// <summary>How it stands, such as <c>in_progress</c> or <c>completed</c>.</summary>
    public string Status { get; internal set; } = "validating";

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; internal set; }

    /// <summary>How many lines were answered, failed ones among them.</summary>
    public int Answered { get; internal set; }

    internal string Endpoint { get; init; } = "";

    internal int Failed { get; set; }

    internal string? OutputFile { get; set; }

    internal string? ErrorFile { get; set; }

    internal string? Error { get; set; }
}

/// <summary>A request within a batch.</summary>
/// <param name="Id">Its <c>custom_id</c>.</param>
/// <param name="Body">What is asked.</param>
public sealed record StubBatchLine(string Id, JsonElement Body);
