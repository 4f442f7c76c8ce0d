namespace Assay.Execution.Estimates;

/// <summary>
/// Counts texts, and allows for what chat formats add: four tokens a message for its role and separators, three for the
/// beginning of the answer. These are the figures of OpenAI's token counting guide for its chat models; images are not counted.
/// </summary>
/// <param name="method">How texts are counted.</param>
/// <param name="countText">Counts a text.</param>
internal sealed class TextTokenizer(TokenMethod method, Func<string, int> countText) : IPromptTokenizer
{
    private const int PerMessage = 4;
    private const int PerAnswer = 3;

    /// <summary>Four characters a token: the rule of thumb for English.</summary>
    public static TextTokenizer Characters { get; } = new(TokenMethod.Characters, static text => (text.Length + 3) / 4);

    /// <inheritdoc/>
    public TokenMethod Method => method;

    /// <inheritdoc/>
    public int Count(Prompt prompt)
    {
        if (prompt.Messages.IsEmpty)
            return 0;
        var count = PerAnswer;
        foreach (var message in prompt.Messages)
            count += PerMessage + countText(message.Text);
        return count;
    }
}
