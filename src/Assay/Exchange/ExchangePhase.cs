namespace Assay.Exchange;

/// <summary>What an export or import is doing.</summary>
public enum ExchangePhase
{
    /// <summary>Finding out what is pending.</summary>
    Planning,

    /// <summary>Reading a file of results; nothing is recorded yet.</summary>
    Validating,

    /// <summary>Writing a bundle, or recording results.</summary>
    Writing,
}
