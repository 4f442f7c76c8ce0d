using Assay.Contracts;

namespace Assay.Execution;

/// <summary>Which engines a run may call.</summary>
/// <param name="MaySpend">Whether those that cost money.</param>
/// <param name="MayConnect">Whether those whose answers come from elsewhere.</param>
internal readonly record struct RunPermit(bool MaySpend, bool MayConnect)
{
    /// <summary>Whether an engine may be called.</summary>
    public bool Allows(IEngine engine) => (MaySpend || !engine.IsPaid) && (MayConnect || !engine.IsRemote);
}
