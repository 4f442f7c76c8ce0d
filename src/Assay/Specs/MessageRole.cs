namespace Assay.Specs;

/// <summary>Who speaks in a conversation.</summary>
public enum MessageRole
{
    /// <summary>The operator's standing instruction.</summary>
    System,

    /// <summary>The developer's instruction, for models that tell it from the system's.</summary>
    Developer,

    /// <summary>The person who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool's result.</summary>
    Tool,
}
