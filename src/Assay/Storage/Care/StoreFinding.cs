namespace Assay.Storage.Care;

/// <summary>One thing that is wrong with a store.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Place">Where: a table and its row, such as <c>payloads 7</c>, or the file.</param>
/// <param name="Message">What is wrong and what to do about it, for people.</param>
public sealed record StoreFinding(FindingCode Code, string Place, string Message)
{
    /// <summary>The place, the code and the message in one line.</summary>
    public override string ToString() => $"{Place}: {Code}: {Message}";
}
