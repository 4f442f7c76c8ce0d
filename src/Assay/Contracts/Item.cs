using System.Text.Json;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Contracts;

/// <summary>One item of a data set: its id, the user's value and its content as canonical JSON.</summary>
public sealed class Item
{
    private JsonElement? element;

    /// <summary>Makes an item.</summary>
    /// <param name="id">Unique within its slice.</param>
    /// <param name="value">The user's typed value; a <see cref="JsonElement"/> where no type was declared.</param>
    /// <param name="json">The value's canonical JSON; its digest is the item's content identity.</param>
    public Item(string id, object value, ReadOnlyMemory<byte> json)
        : this(id, value, json, Identity.Digest.Of(json.Span))
    {
    }

    /// <summary>Makes an item whose content's digest is known.</summary>
    internal Item(string id, object value, ReadOnlyMemory<byte> json, Hash128 digest)
    {
        Id = id;
        Value = value;
        Json = json;
        Digest = digest;
    }

    private Item(string id, AssayException failure)
        : this(id, failure, "null"u8.ToArray()) => Failure = failure;

    /// <summary>An item that is known to be there and cannot be read: its trials fail with the given reason, and the run goes on.</summary>
    /// <param name="id">Unique within its slice.</param>
    /// <param name="failure">Why it cannot be read.</param>
    public static Item Failed(string id, AssayException failure) => new(id, failure);

    /// <summary>Why the item cannot be read; null when it can.</summary>
    public AssayException? Failure { get; }

    /// <summary>The id, unique within its slice.</summary>
    public string Id { get; }

    /// <summary>The user's typed value.</summary>
    public object Value { get; }

    /// <summary>The content as canonical JSON, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The digest of <see cref="Json"/>.</summary>
    public Hash128 Digest { get; }

    /// <summary>What it was read from; null where its source does not say.</summary>
    internal ItemRecord? Record { get; set; }

    /// <summary>The content as a JSON element, parsed on first use.</summary>
    public JsonElement Element => element ??= Parse();

    private JsonElement Parse()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.Clone();
    }
}
