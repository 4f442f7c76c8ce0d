using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// What an engine can do beyond answering a prompt. A spec that asks for more is refused when it is planned, before
/// anything is paid for. The defaults are those of an engine that can do nothing of it; start from <see cref="Unknown"/>
/// to say only what it cannot do.
/// </summary>
public sealed record EngineCapabilities
{
    /// <summary>
    /// An engine that says nothing of itself, which is then refused nothing: a function or a recording that stands beside
    /// chat models in one benchmark passes over params, tools and images that do not concern it. Scripted later turns are
    /// sent to it one by one.
    /// </summary>
    public static EngineCapabilities Unknown { get; } = new()
    {
        ResponseFormats = ["text", "json", "json_schema"],
        Logprobs = true,
        Seed = true,
        TopK = true,
        McpServers = true,
        Tools = true,
        Images = true,
    };

    /// <summary>The response format of an engine that embeds what it is asked, see <see cref="EmbeddingJudge"/>; only judges ask for it.</summary>
    public const string Embedding = "embedding";

    /// <summary>The response formats that may be asked for, among <c>text</c>, <c>json</c> and <c>json_schema</c>; empty by default: none may be named.</summary>
    public ValueList<string> ResponseFormats { get; init; } = [];

    /// <summary>Whether log probabilities may be asked for.</summary>
    public bool Logprobs { get; init; }

    /// <summary>Whether a fixed seed may be asked for. An engine that cannot take one passes over the candidate's own seed, which every request carries.</summary>
    public bool Seed { get; init; }

    /// <summary>Whether sampling may be limited to the most probable tokens (<see cref="InferenceParams.TopK"/>).</summary>
    public bool TopK { get; init; }

    /// <summary>Whether models may call the tools of MCP servers.</summary>
    public bool McpServers { get; init; }

    /// <summary>Whether models may call tools.</summary>
    public bool Tools { get; init; }

    /// <summary>Whether messages may show images.</summary>
    public bool Images { get; init; }

    /// <summary>Whether the engine asks a prompt's scripted later turns itself. False, the default, has each sent to it as a prompt that holds the conversation so far.</summary>
    public bool FollowUps { get; init; }

    /// <summary>The longest prompt and completion together, in tokens; null when unknown or unlimited.</summary>
    public int? MaxContextTokens { get; init; }
}
