using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Turns a prompt or an item into an output. Called concurrently; must be safe for that.</summary>
public interface IEngine
{
    /// <summary>The id that a model's provider names.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of every generation's identity.</summary>
    string Version { get; }

    /// <summary>What the engine reads.</summary>
    EngineInput Input { get; }

    /// <summary>Whether a call costs money; such an engine is called in <c>Run</c> mode alone.</summary>
    bool IsPaid { get; }

    /// <summary>
    /// Whether answers come from elsewhere, over a network say; by default where they cost money. They are recorded, and in <c>Replay</c>
    /// mode such an engine is not called.
    /// </summary>
    bool IsRemote => IsPaid;

    /// <summary>The provider's interface of batches, used where the project's backend is one of batches; null, the default, where it has none.</summary>
    IBatchEndpoint? Batches => null;

    /// <summary>What the engine can do, whichever model is asked for; <see cref="EngineCapabilities.Unknown"/> by default.</summary>
    EngineCapabilities Capabilities => EngineCapabilities.Unknown;

    /// <summary>What the engine can do with one model; by default what it can do with any.</summary>
    EngineCapabilities CapabilitiesOf(ModelSpec model) => Capabilities;

    /// <summary>The models that it asks through <see cref="Runtime.RuntimeContext.Models"/>, as an engine of a judge does: the versions of their engines are part of every generation's identity. None by default.</summary>
    ValueList<ModelSpec> AskedModels => [];

    /// <summary>How many tokens a prompt has for a model; null, the default, when the engine cannot tell. Used for estimates, so it must not call a provider.</summary>
    /// <param name="model">The model that would be asked.</param>
    /// <param name="prompt">The rendered prompt with its later turns.</param>
    int? CountPromptTokens(ModelSpec model, Prompt prompt) => null;

    /// <summary>Where a model is asked, for the record of runs; null, the default, when there is no such place or it is not known. Credentials and query are left out of the record.</summary>
    Uri? EndpointOf(ModelSpec model) => null;

    /// <summary>Called once before a run that uses the engine, for what must be loaded first. Does nothing by default.</summary>
    /// <param name="models">The models that will be asked for.</param>
    /// <param name="projectDirectory">The folder against which relative paths are resolved.</param>
    /// <param name="cancellationToken">Stops the preparation.</param>
    ValueTask PrepareAsync(IReadOnlyList<ModelSpec> models, string projectDirectory, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// A digest of whatever else decides the output of this model for this item, such as a recording's text;
    /// null, the default, when <see cref="Version"/> and the input say it all.
    /// </summary>
    Hash128? ContentDigest(ModelSpec model, Item item) => null;

    /// <summary>Generates one output.</summary>
    /// <param name="request">The model, params, prompt, item and seed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="EngineException">The call failed in a way that the engine has a code for; recorded as the trial's failure.</exception>
    ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken);
}
