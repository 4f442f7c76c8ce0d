using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Makes engines of the providers that a project configures.</summary>
public interface IEngineFactory
{
    /// <summary>The kinds of providers that it makes engines of, see <see cref="ProviderSpec.Kind"/>.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>The version of every engine that it makes, known before one is made.</summary>
    string Version { get; }

    /// <summary>Makes an engine, which is disposed with the orchestrator that asked for it where it can be. Connects to nothing.</summary>
    /// <param name="id">The engine's id: what models name as their provider.</param>
    /// <param name="provider">The provider; its kind is among <see cref="Kinds"/>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Errors.AssayException">The provider lacks what its kind needs.</exception>
    IEngine Create(string id, ProviderSpec provider, TimeProvider time);
}
