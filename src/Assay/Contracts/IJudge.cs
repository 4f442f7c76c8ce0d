using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Grades outputs as a reader would: usually a model behind a prompt. Metrics ask it. Called concurrently; must be safe for that.</summary>
public interface IJudge
{
    /// <summary>The id that a metric's settings name.</summary>
    string Id { get; }

    /// <summary>The version or code digest, which changes with the judge's model, prompt or scale; part of the identity of every evaluation that it takes part in.</summary>
    string Version { get; }

    /// <summary>
    /// Whether its own calls cost money; then it is asked in <c>Run</c> mode alone. False by default, also where it asks <see cref="Models"/>,
    /// whose engines say what they cost.
    /// </summary>
    bool IsPaid => false;

    /// <summary>The models that it asks through <see cref="Runtime.RuntimeContext.Models"/>: their engines must be registered, and their versions are part of the evaluation's identity. None by default.</summary>
    ValueList<ModelSpec> Models => [];

    /// <summary>How often it asks each of its <see cref="Models"/> for one verdict where nothing is asked again, for estimates; 1 by default.</summary>
    int CallsPerVerdict => 1;

    /// <summary>Grades.</summary>
    /// <param name="request">What to grade and by what.</param>
    /// <param name="cancellationToken">Stops the judge.</param>
    /// <exception cref="Errors.EngineException">A call failed; becomes the metric's recorded failure, with its code.</exception>
    /// <exception cref="JudgeException">The judge has no verdict; recorded with its code and the calls that were made.</exception>
    ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken);
}
