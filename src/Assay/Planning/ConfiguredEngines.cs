using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>The engines of the providers that a project configures: each made when it is first asked for, and disposed with these.</summary>
internal sealed class ConfiguredEngines : IAsyncDisposable
{
    private readonly ConcurrentBag<IEngine> made = [];

    /// <summary>Finds who makes each provider's engine; a kind that nobody knows has none, which the planning of a model that names it says.</summary>
    public ConfiguredEngines(ProjectSpec project, IReadOnlyList<IEngineFactory> factories, TimeProvider time)
    {
        foreach (var (id, provider) in project.Providers)
        {
            if (factories.FirstOrDefault(factory => factory.Kinds.Contains(provider.Kind)) is not { } factory)
                continue;
            Registry.AddEngine(id, factory.Version, () =>
            {
                var engine = factory.Create(id, provider, time);
                made.Add(engine);
                return engine;
            });
        }
    }

    /// <summary>The engines by the providers' ids.</summary>
    public PluginRegistry Registry { get; } = new();

    /// <summary>Disposes the engines that were made.</summary>
    public async ValueTask DisposeAsync()
    {
        while (made.TryTake(out var engine))
        {
            if (engine is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (engine as IDisposable)?.Dispose();
        }
    }
}
