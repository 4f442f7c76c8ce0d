using Assay.Contracts;
using Assay.Specs;

namespace Assay.Runtime;

/// <summary>What belongs to one call of a run and never to identity.</summary>
public sealed class RuntimeContext
{
    /// <summary>Nothing.</summary>
    public static RuntimeContext Empty { get; } = new();

    /// <summary>Keys, tokens and passwords by name; taken out of every failure message before it is stored.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Settings of the surroundings by name, for engines, hooks and tools; not stored.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the run, such as <c>branch</c>: <c>main</c>; stored with it.</summary>
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>Handlers of tools by tool id, in place of the registered ones; their versions are stored with the run.</summary>
    public IReadOnlyDictionary<string, IToolHandler> ToolHandlers { get; init; } = new Dictionary<string, IToolHandler>();

    /// <summary>The secret of a name.</summary>
    /// <exception cref="Errors.AssayException"><see cref="Errors.ErrorCode.SecretMissing"/>: there is none.</exception>
    public Secret SecretOf(string name) => Secrets.TryGetValue(name, out var secret)
        ? secret
        : throw new Errors.AssayException(Errors.ErrorCode.SecretMissing, $"The run has no secret '{name}'; give it in the runtime context.");
}
