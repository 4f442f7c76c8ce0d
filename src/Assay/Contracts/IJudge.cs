namespace Assay.Contracts;

/// <summary>Grades outputs as a reader would: usually a model behind a prompt. Metrics ask it. Called concurrently; must be safe for that.</summary>
public interface IJudge
{
    /// <summary>The id that a metric's settings name.</summary>
    string Id { get; }

    /// <summary>The version or code digest, which changes with the judge's model, prompt or scale; part of the identity of every evaluation that it takes part in.</summary>
    string Version { get; }

    /// <summary>Grades.</summary>
    /// <param name="request">What to grade and by what.</param>
    /// <param name="cancellationToken">Stops the judge.</param>
    /// <exception cref="Errors.EngineException">A call failed; becomes the metric's recorded failure.</exception>
    ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken);
}
