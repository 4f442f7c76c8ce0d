using System.Runtime.CompilerServices;
using Assay.Storage;

namespace Assay.Cli.Reading;

/// <summary>Reads from a store page by page: many rows with one question, and no more texts in memory than a page's.</summary>
internal static class StorePages
{
    /// <summary>How many rows a page has.</summary>
    public const int Size = 500;

    /// <summary>Streams the details of generations.</summary>
    /// <param name="projections">The store.</param>
    /// <param name="ids">Their rows; those that are not stored are left out.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static async IAsyncEnumerable<GenerationDetails> GenerationsAsync(this IProjectionReader projections, IEnumerable<long> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in ids.Chunk(Size))
        {
            foreach (var details in await projections.ReadGenerationsAsync(page, cancellationToken))
            {
                if (details is not null)
                    yield return details;
            }
        }
    }
}
