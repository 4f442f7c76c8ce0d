using System.Diagnostics.CodeAnalysis;
using Assay.Errors;

namespace Assay.Contracts;

/// <summary>The plugins of one kind in the order of registration, each made at most once.</summary>
/// <typeparam name="T">The plugins' contract.</typeparam>
/// <param name="kind">What they are.</param>
/// <param name="idOf">A plugin's own id.</param>
/// <param name="versionOf">A plugin's own version.</param>
internal sealed class PluginTable<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(PluginKind kind, Func<T, string> idOf, Func<T, string> versionOf)
    where T : class
{
    private readonly OrderedDictionary<string, (PluginDescription Description, Lazy<T> Plugin)> entries = new(StringComparer.Ordinal);

    /// <summary>What is registered, in order.</summary>
    public IEnumerable<PluginDescription> Descriptions => entries.Values.Select(static entry => entry.Description);

    /// <summary>The plugins, in order; those of factories are made now.</summary>
    public IEnumerable<T> All => entries.Values.Select(static entry => entry.Plugin.Value);

    /// <summary>Registers an object.</summary>
    /// <exception cref="AssayException">The id is taken.</exception>
    public void Add(T plugin, PluginOrigin origin) =>
        Add(new PluginDescription(kind, idOf(plugin), versionOf(plugin), origin), new Lazy<T>(plugin));

    /// <summary>Registers a factory.</summary>
    /// <exception cref="AssayException">The id is taken.</exception>
    public void Add(string id, string version, Func<T> factory) =>
        Add(new PluginDescription(kind, id, version, PluginOrigin.Factory), new Lazy<T>(() => Make(id, version, factory)));

    /// <summary>Finds a plugin, which its factory makes if need be.</summary>
    /// <exception cref="AssayException">The factory threw, or made another plugin than it said.</exception>
    public bool TryGet(string id, [NotNullWhen(true)] out T? plugin)
    {
        plugin = entries.TryGetValue(id, out var entry) ? entry.Plugin.Value : null;
        return plugin is not null;
    }

    private void Add(PluginDescription description, Lazy<T> plugin)
    {
        if (!entries.TryAdd(description.Id, (description, plugin)))
            throw new AssayException(ErrorCode.PluginDuplicate, $"The {Name} '{description.Id}' is registered twice; give one of them another id.");
    }

    private T Make(string id, string version, Func<T> factory)
    {
        T made;
        try
        {
            made = factory();
        }
        catch (Exception exception)
        {
            throw new AssayException(ErrorCode.PluginFailed, $"The factory of {Name} '{id}' threw {exception.GetType().Name}: {exception.Message}", exception);
        }

        return made is null
            ? throw new AssayException(ErrorCode.PluginFailed, $"The factory of {Name} '{id}' gave null; let it make one.")
            : idOf(made) == id && versionOf(made) == version
            ? made
            : throw new AssayException(ErrorCode.PluginFailed, $"The factory of {Name} '{id}' of version '{version}' made '{idOf(made)}' of version '{versionOf(made)}'; register it under what it makes.");
    }

    private string Name => kind == PluginKind.SliceMetric ? "slice metric" : kind == PluginKind.ToolServer ? "server of tools" : kind.ToString().ToLowerInvariant();
}
