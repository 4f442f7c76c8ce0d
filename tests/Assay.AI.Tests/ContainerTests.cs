using Assay.Contracts;
using Assay.Hosting;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.AI.Tests;

/// <summary>Chat models from a container: its clients by key, or the providers of the project.</summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task Engine_asks_the_client_of_its_key()
    {
        var services = new ServiceCollection()
            .AddKeyedSingleton<IChatClient>("fast", new Parrot("fast"))
            .AddKeyedSingleton<IChatClient>("slow", new Parrot("slow"))
            .AddAssayChatEngine("fast")
            .AddAssayChatEngine("slow", new ChatEngineOptions { IsPaid = false })
            .AddAssay(static options => options.Project = new ProjectSpec("demo"));
        await using var provider = services.BuildServiceProvider();
        var plugins = provider.GetRequiredService<PluginRegistry>();

        Assert.True(plugins.TryGetEngine("fast", out var fast));
        Assert.True(plugins.TryGetEngine("slow", out var slow));
        Assert.Equal("fast tiny-1: Hi", (await fast.GenerateAsync(Asked.Request("Hi"), Asked.Token)).Text);
        Assert.Equal("slow tiny-1: Hi", (await slow.GenerateAsync(Asked.Request("Hi"), Asked.Token)).Text);
        Assert.Equal((true, false), (fast.IsPaid, slow.IsPaid));
    }

    [Fact]
    public async Task Orchestrator_of_a_container_makes_the_project_s_providers_into_engines()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Paris") }, Asked.Token);
        var folder = Directory.CreateTempSubdirectory("assay-ai-");
        var services = new ServiceCollection()
            .AddAssayChatProviders()
            .AddAssay(options =>
            {
                options.Project = new ProjectSpec("demo") { Providers = new([KeyValuePair.Create("stub", Asked.At(stub))]) };
                options.ProjectDirectory = folder.FullName;
            });
        await using (var provider = services.BuildServiceProvider())
        {
            var result = await provider.GetRequiredService<Orchestrator>().RunBenchmarkAsync(
                BenchmarkDefinition.Simple("capitals", "{item.Country}?", "stub/tiny-1", [new { Country = "France", Answer = "Paris" }]), null, Asked.Token);

            Assert.Equal(1, result.Work!.Generated);
        }

        folder.Delete(recursive: true);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public void Option_out_of_range_is_refused_by_name()
    {
        var refusal = Assert.Throws<Errors.AssayException>(() => new PluginRegistry().AddChatClient("x", new Parrot("x"), new ChatEngineOptions { MaxTurns = 0 }));

        Assert.Contains("MaxTurns is 0, and must be above 0", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Says what it heard, and that it is asked for which model.</summary>
    private sealed class Parrot(string name) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"{name} {options?.ModelId}: {messages.Last().Text}")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
