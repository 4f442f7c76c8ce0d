using Assay.Contracts;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Short ways to ask a stub.</summary>
internal static class Asked
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A provider at a stub.</summary>
    public static ProviderSpec At(StubServer stub, bool streams = true) =>
        new("openai_compatible") { BaseUrl = stub.BaseUrl.ToString(), Stream = streams, TimeoutSeconds = 60 };

    public static EngineRequest Request(string text, InferenceParams? parameters = null) => Request(new Prompt(new Message(MessageRole.User, text)), parameters);

    public static EngineRequest Request(Prompt prompt, InferenceParams? parameters = null) =>
        new(new ModelSpec("small", "stub") { Name = "tiny-1" }, parameters ?? new InferenceParams(), prompt, new Item("i1", "", "{}"u8.ToArray()), 17, 0);

    public static ChatEngine Engine(ProviderSpec provider) => (ChatEngine)new ChatEngineFactory().Create("stub", provider, TimeProvider.System);

    public static ValueTask<Output> AskAsync(this ChatEngine engine, string text) => engine.GenerateAsync(Request(text), Token);
}
