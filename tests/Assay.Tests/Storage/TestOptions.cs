using Assay.Specs;

namespace Assay.Tests.Storage;

/// <summary>Options that every kind of store has.</summary>
/// <param name="Folder">The test's folder, which names the store.</param>
internal sealed record TestOptions(string Folder)
{
    public bool StoreItemPayloads { get; init; } = true;

    public PayloadCompression Compression { get; init; } = PayloadCompression.Zstd;

    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
