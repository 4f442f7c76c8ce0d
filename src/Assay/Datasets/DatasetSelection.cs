using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Datasets;

/// <summary>
/// Applies a <see cref="DatasetQuery"/> to a stream of items: filters, then the choice, then the projection. Items stay in
/// the data set's order. A field is looked up in the item, else in its <c>metadata</c>. An item that cannot be read has no
/// fields: it passes all filters but that of ids, and is a stratum with others of its kind, so that it is seen to fail.
/// </summary>
internal static class DatasetSelection
{
    private const string UnreadableStratum = "\0unreadable";
    private static readonly FieldPath Metadata = FieldPath.Of(["metadata"]);

    /// <summary>What is wrong with a query by itself.</summary>
    /// <param name="query">The query.</param>
    /// <param name="path">Where it stands in the spec, such as <c>slices[0].query</c>.</param>
    public static IReadOnlyList<Problem> Validate(DatasetQuery query, string path)
    {
        var problems = new List<Problem>();
        var counted = query.Kind is DatasetQueryKind.Subset or DatasetQueryKind.Stratified;
        Check(!counted || query.Count is >= 1, "count", "A subset needs a count of at least 1; set it.");
        Check(counted || query.Count is null, "count", "A count has no effect here; set kind to subset or stratified, or remove it.");
        Check(counted || query.Seed is null, "seed", "A seed has no effect here; set kind to subset or stratified, or remove it.");
        Check(query.Kind != DatasetQueryKind.Stratified || !string.IsNullOrEmpty(query.Field), "field", "A stratified choice needs the field whose values are the strata; set it.");
        Check(query.Kind == DatasetQueryKind.Stratified || query.Field is null, "field", "A field has no effect here; set kind to stratified, or remove it.");
        Check(!counted || query.ItemIds.Count == 0, "item_ids", "Items are chosen by id or by count, not both; remove one.");
        Check(query.Kind != DatasetQueryKind.ItemIds || query.ItemIds.Count > 0, "item_ids", "No ids are given; give at least one.");
        foreach (var field in query.Fields.Concat(query.Where.Keys).Concat(query.Field is { Length: > 0 } strata ? [strata] : []))
            Check(FieldPath.TryParse(field, out _), "fields", $"'{field}' is not the path of a field; write names joined by dots.");
        return problems;

        void Check(bool holds, string member, string message)
        {
            if (!holds)
                problems.Add(new Problem(ErrorCode.QueryInvalid, message) { Path = $"{path}.{member}" });
        }
    }

    /// <summary>The items that a query chooses. An id that no item has chooses nothing.</summary>
    /// <param name="items">All items, in order.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SpecValidationException">The query contradicts itself.</exception>
    /// <exception cref="DatasetException">An item lacks the field of the strata, or fields are projected from typed items.</exception>
    public static async IAsyncEnumerable<Item> ApplyAsync(IAsyncEnumerable<Item> items, DatasetQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Validate(query, "query") is { Count: > 0 } problems)
            throw new SpecValidationException(problems);
        var fields = query.Fields.Select(ParsePath).ToArray();
        var filtered = Filter(items, query, cancellationToken);
        var chosen = query.Kind switch
        {
            DatasetQueryKind.Subset when query.Seed is null => filtered.Take(query.Count!.Value),
            DatasetQueryKind.Subset => SampleAsync(filtered, query, static _ => "", cancellationToken),
            DatasetQueryKind.Stratified => SampleAsync(filtered, query, StratumOf(ParsePath(query.Field!)), cancellationToken),
            _ => filtered,
        };
        await foreach (var item in chosen.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return fields.Length == 0 || item.Failure is not null ? item : Project(item, fields);
    }

    private static async IAsyncEnumerable<Item> Filter(IAsyncEnumerable<Item> items, DatasetQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = query.ItemIds.ToHashSet(StringComparer.Ordinal);
        var conditions = query.Where.Select(static pair => (Path: ParsePath(pair.Key), pair.Value)).ToArray();
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if ((ids.Count == 0 || ids.Contains(item.Id)) && (item.Failure is not null || Array.TrueForAll(conditions, condition => Text(item, condition.Path) == condition.Value)))
                yield return item;
        }
    }

    private static async IAsyncEnumerable<Item> SampleAsync(
        IAsyncEnumerable<Item> items, DatasetQuery query, Func<Item, string> stratumOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = query.Count!.Value;
        var strata = new List<Stratum>();
        var byValue = new Dictionary<string, Stratum>(StringComparer.Ordinal);
        var index = 0;
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var value = stratumOf(item);
            if (!byValue.TryGetValue(value, out var stratum))
            {
                byValue.Add(value, stratum = new Stratum(count, query.Seed));
                strata.Add(stratum);
            }

            stratum.Add(index++, item);
        }

        var shares = FairShares.Of([.. strata.Select(static stratum => stratum.Size)], count);
        foreach (var (_, item) in strata.SelectMany((stratum, i) => stratum.Take(shares[i])).OrderBy(static chosen => chosen.Index))
            yield return item;
    }

    private static Func<Item, string> StratumOf(FieldPath field) => item => (item.Failure is null ? Text(item, field) : UnreadableStratum)
        ?? throw new DatasetException(new Problem(
            ErrorCode.QueryInvalid, $"The item '{item.Id}' has no field '{field}' to stratify by; give it one, or leave the item out by a filter."));

    private static string? Text(Item item, FieldPath path)
    {
        var root = item.Element;
        if (!path.TryGet(root, out var value)
            && !(Metadata.TryGet(root, out var metadata) && path.TryGet(metadata, out value)))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => Encoding.UTF8.GetString(CanonicalJson.Write(value)),
        };
    }

    private static Item Project(Item item, FieldPath[] fields)
    {
        if (item.Value is not JsonElement)
            throw new DatasetException(new Problem(
                ErrorCode.QueryInvalid,
                $"Fields can be projected from untyped items alone, and the item '{item.Id}' is a {item.Value.GetType().Name}; remove the fields from the query, or declare the data set of JsonElement."));
        return ItemProjection.Of(item, fields);
    }

    private static FieldPath ParsePath(string text) =>
        FieldPath.TryParse(text, out var path) ? path : throw new ArgumentException($"'{text}' is not the path of a field.", nameof(text));
}
