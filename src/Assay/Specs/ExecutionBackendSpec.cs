using System.Text.Json.Serialization;

namespace Assay.Specs;

/// <summary>Where work is run: <see cref="LocalBackendSpec"/>, <see cref="WorkerPoolBackendSpec"/> or <see cref="BatchBackendSpec"/>, told apart by <c>kind</c> in JSON and TOML; without one it is local.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LocalBackendSpec), "local")]
[JsonDerivedType(typeof(WorkerPoolBackendSpec), "worker_pool")]
[JsonDerivedType(typeof(BatchBackendSpec), "batch")]
public abstract record ExecutionBackendSpec
{
    private protected ExecutionBackendSpec()
    {
    }
}
