using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>A model, ready to run.</summary>
/// <param name="Spec">The model's spec.</param>
/// <param name="Engine">The engine that runs it.</param>
/// <param name="Identity">The model's identity.</param>
/// <param name="Askers">What model, engine and params contribute to a generation's identity, one per set of params.</param>
internal sealed record PlannedModel(ModelSpec Spec, IEngine Engine, Hash128 Identity, IReadOnlyList<Hash128> Askers);
