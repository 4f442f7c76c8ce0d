namespace Assay.Execution.Estimates;

/// <summary>How the tokens of prompts were counted, from the most to the least exact.</summary>
public enum TokenMethod
{
    /// <summary>Not at all: nothing was to be counted.</summary>
    None,

    /// <summary>The engine counted.</summary>
    Engine,

    /// <summary>The tokenizer of the model's family counted the texts; roles and separators are allowed for.</summary>
    Tokenizer,

    /// <summary>Four characters were taken for a token.</summary>
    Characters,
}
