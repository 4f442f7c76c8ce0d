namespace Assay.Runtime;

/// <summary>Takes known secrets out of texts before they are stored or shown.</summary>
/// <param name="secrets">What must not be seen.</param>
internal sealed class SecretRedactor(IEnumerable<Secret> secrets)
{
    private const int Shortest = 4;
    private readonly Lazy<string[]> values = new(() => [.. secrets.Select(Reveal).OfType<string>().Where(static value => value.Length >= Shortest).Distinct().OrderByDescending(static value => value.Length)]);

    /// <summary>Whether there is nothing to take out.</summary>
    public bool IsEmpty => values.Value.Length == 0;

    /// <summary>The text with <c>***</c> in place of each secret.</summary>
    public string? Redact(string? text)
    {
        if (text is null)
            return null;
        foreach (var value in values.Value)
            text = text.Replace(value, "***", StringComparison.Ordinal);
        return text;
    }

    private static string? Reveal(Secret secret)
    {
        try
        {
            return secret.Reveal();
        }
        catch (Errors.AssayException)
        {
            // A variable that is not set has no value that could be seen; whoever needs it fails by name.
            return null;
        }
    }
}
