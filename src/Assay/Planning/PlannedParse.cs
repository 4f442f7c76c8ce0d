using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>A parse, ready to run.</summary>
/// <param name="Spec">The parse's spec.</param>
/// <param name="Identity">The parse's identity: its extractors' ids, versions and settings.</param>
/// <param name="Chain">The extractors' functions, in the order in which they are tried.</param>
internal sealed record PlannedParse(ParseSpec Spec, Hash128 Identity, IReadOnlyList<BoundExtractor> Chain);
