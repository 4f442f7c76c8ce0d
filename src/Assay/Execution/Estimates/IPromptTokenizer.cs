namespace Assay.Execution.Estimates;

/// <summary>Counts the tokens of prompts without an engine.</summary>
internal interface IPromptTokenizer
{
    /// <summary>How it counts.</summary>
    TokenMethod Method { get; }

    /// <summary>The tokens of a prompt's messages, scripted later turns left out.</summary>
    int Count(Prompt prompt);
}
