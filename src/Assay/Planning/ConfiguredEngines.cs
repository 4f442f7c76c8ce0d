using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>The judges and MCP servers that a project configures, and the engines of its providers: each made when it is first asked for, and disposed with these.</summary>
internal sealed class ConfiguredEngines : IAsyncDisposable
{
    private readonly ConcurrentBag<IEngine> made = [];

    /// <summary>Finds who makes each provider's engine; a kind that nobody knows has none, which the planning of a model that names it says.</summary>
    public ConfiguredEngines(ProjectSpec project, IReadOnlyList<IEngineFactory> factories, string projectDirectory, TimeProvider time)
    {
        AddJudges(Registry, project.Judges);
        if (factories.OfType<IToolServerFactory>().FirstOrDefault() is { } reaching)
        {
            foreach (var (id, server) in project.Mcp)
                Registry.Add(reaching.CreateToolServer(id, server, projectDirectory, time));
        }

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

    private static void AddJudges(PluginRegistry registry, ValueMap<JudgeSpec> judges)
    {
        var made = judges.Where(static judge => judge.Value.Panel.Count == 0).ToDictionary(static judge => judge.Key, static judge => new ModelJudge(judge.Key, judge.Value), StringComparer.Ordinal);
        foreach (var (id, spec) in judges)
            registry.Add(made.TryGetValue(id, out var judge) ? judge : new JudgePanel(id, spec.Panel.Select(member => made[member]), spec.Rule));
    }

    /// <summary>The engines by the providers' ids, and the judges.</summary>
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
