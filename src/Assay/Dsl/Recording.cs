using Assay.Contracts;

namespace Assay;

/// <summary>Outputs that were recorded elsewhere, as the user declares them; each model reads its own.</summary>
/// <typeparam name="T">The item's type.</typeparam>
public abstract class Recording<T>
{
    private protected Recording()
    {
    }

    /// <summary>The engine that answers from the recording.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    public abstract IEngine ToEngine(string id);
}
