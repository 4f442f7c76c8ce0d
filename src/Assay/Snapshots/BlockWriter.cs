using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Identity;
using Assay.Results;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>
/// Cuts scores into blocks of about a thousand items and gives each a line with its digest. Where a block ends follows from the item's id alone, so that an item that comes or
/// goes moves its own block and no other.
/// </summary>
internal sealed class BlockWriter
{
    private const string Header = "slice\tfirst\tlast\titems\trows\tdigest (assay-blocks/1)\n";
    private const ulong Cut = 1024;
    private const int DigestBytes = 8;

    private readonly StringBuilder text = new(Header);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1024];
    private ItemScore? first;
    private ItemScore? last;
    private int items;
    private int rows;

    /// <summary>Takes a row with its line.</summary>
    public void Add(ItemScore row, ReadOnlySpan<char> line)
    {
        var isNewItem = last is null || row.ItemId != last.ItemId || row.Slice != last.Slice;
        if (isNewItem && last is not null && (row.Slice != last.Slice || Digest.Of(last.ItemId).Low % Cut == 0))
            Close();
        first ??= row;
        items += isNewItem ? 1 : 0;
        rows++;
        last = row;
        if (buffer.Length < Encoding.UTF8.GetMaxByteCount(line.Length))
            buffer = new byte[Encoding.UTF8.GetMaxByteCount(line.Length)];
        hash.AppendData(buffer, 0, Encoding.UTF8.GetBytes(line, buffer));
    }

    /// <summary>The text of the blocks file.</summary>
    public string Finish()
    {
        Close();
        hash.Dispose();
        return text.ToString();
    }

    private void Close()
    {
        if (first is null || last is null)
            return;
        text.Append(RowText.Escape(first.Slice)).Append('\t').Append(RowText.Escape(first.ItemId)).Append('\t').Append(RowText.Escape(last.ItemId))
            .Append(CultureInfo.InvariantCulture, $"\t{items}\t{rows}\t").Append(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, DigestBytes))).Append('\n');
        (first, items, rows) = (null, 0, 0);
    }
}
