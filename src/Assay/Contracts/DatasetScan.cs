using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// A provider's answer to a query: items, and what of the query is still to be applied to them. A query applies its filters
/// first, then the choice, then the projection, so a provider may take over the filters, the filters and the choice, or all
/// of it; what it leaves is applied to its items as <c>docs/sampling.md</c> says.
/// </summary>
/// <param name="Items">The items, always in the same order; read once.</param>
/// <param name="Rest">What is left to apply: the query itself when nothing was applied, <see cref="DatasetQuery.All"/> when all was.</param>
public sealed record DatasetScan(IAsyncEnumerable<Item> Items, DatasetQuery Rest);
