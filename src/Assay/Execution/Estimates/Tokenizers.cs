using Assay.Specs;
using Microsoft.ML.Tokenizers;

namespace Assay.Execution.Estimates;

/// <summary>Finds the tokenizer of a model's family; loads it on first use.</summary>
internal sealed class Tokenizers
{
    /// <summary>The models that OpenAI made with the encoding o200k_base, by the beginning of their names.</summary>
    private static readonly string[] O200kFamilies = ["gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "gpt-oss", "chatgpt-4o", "o1", "o3", "o4"];

    private readonly Lazy<IPromptTokenizer> o200k = new(static () =>
    {
        var tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
        return new TextTokenizer(TokenMethod.Tokenizer, text => tokenizer.CountTokens(text, considerPreTokenization: true, considerNormalization: false));
    });

    /// <summary>The tokenizer of a model; characters where its family has none here.</summary>
    public IPromptTokenizer Of(ModelSpec model)
    {
        // Routers put the maker before the name: openai/gpt-4o-mini.
        var name = model.WireName[(model.WireName.LastIndexOf('/') + 1)..];
        return O200kFamilies.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase) && IsWhole(name, family.Length)) ? o200k.Value : TextTokenizer.Characters;
    }

    private static bool IsWhole(string name, int length) => name.Length == length || !char.IsAsciiLetterOrDigit(name[length]);
}
