using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Model]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Its engine's id.</param>
/// <param name="Name">What the provider calls it; null for the id.</param>
/// <param name="Extras">Keys with JSON texts.</param>
internal sealed record LlmModel(string Id, string Provider, string? Name, EquatableArray<PairModel> Extras);
