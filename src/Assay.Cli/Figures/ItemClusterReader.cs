using System.Text.Json;
using Assay.Cli.Reading;
using Assay.Storage;

namespace Assay.Cli.Figures;

/// <summary>Reads which items depend on each other: those of one value of the field that their slice names, and trials of one item.</summary>
internal static class ItemClusterReader
{
    /// <summary>The cluster and the content of each stored item, by its row.</summary>
    public static async Task<IReadOnlyDictionary<long, ItemIdentity>> ReadAsync(IRunStore store, IEnumerable<RunView> views, CancellationToken cancellationToken)
    {
        var items = new Dictionary<long, ItemIdentity>();
        var rows = views.SelectMany(static view => view.Candidates).Where(static row => row.ItemRow != 0).DistinctBy(static row => row.ItemRow);
        foreach (var page in rows.Chunk(StorePages.Size))
        {
            foreach (var (row, item) in page.Zip(await store.ReadItemsAsync([.. page.Select(static row => row.ItemRow)], cancellationToken)))
            {
                var content = $"{item?.Id}\n{item?.Digest}";
                var value = row.Plan.Task.Cluster is { } field && item?.Json is { } json ? ValueOf(json, field) : null;
                items.Add(row.ItemRow, new ItemIdentity(content, value is null ? content : $"{row.Plan.Task.Cluster}\0{value}"));
            }
        }

        return items;
    }

    private static string? ValueOf(string json, string field)
    {
        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        foreach (var name in field.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element.ToString();
    }
}
