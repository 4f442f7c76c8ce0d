using Assay.Contracts;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>A score that is asked for.</summary>
/// <param name="Evaluation">Its identity.</param>
/// <param name="Place">The candidate.</param>
/// <param name="Column">Which of the task's scores, from 0.</param>
/// <param name="Context">What its metric reads.</param>
/// <param name="Parse">The outcome of the parse that it reads; null where it reads none.</param>
internal sealed record AskedScore(Hash128 Evaluation, Place Place, int Column, MetricContext Context, TransformRecord? Parse);
