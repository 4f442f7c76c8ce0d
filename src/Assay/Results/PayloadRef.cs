using System.Text;
using Assay.Identity;

namespace Assay.Results;

/// <summary>Names a content by its digest, so that it can be told apart and found without being shown.</summary>
/// <param name="Hash">The digest of its UTF-8 bytes, by which a store keeps contents that are too large for a row, see <see cref="Storage.IBlobStore"/>.</param>
/// <param name="Bytes">How many bytes it has.</param>
public readonly record struct PayloadRef(Hash128 Hash, int Bytes)
{
    /// <summary>The reference to a text.</summary>
    public static PayloadRef Of(string text) => new(Digest.Of(text), Encoding.UTF8.GetByteCount(text));
}
