using System.Globalization;
using Assay.Errors;
using Assay.Identity;

namespace Assay.Results;

/// <summary>The beginning of an identity, as people type it.</summary>
internal readonly struct HashPrefix
{
    private readonly Hash128 bits;
    private readonly Hash128 mask;

    private HashPrefix(Hash128 bits, Hash128 mask, string text)
    {
        this.bits = bits;
        this.mask = mask;
        Text = text;
    }

    /// <summary>The beginning as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it is a whole identity.</summary>
    public bool IsWhole => Text.Length == 2 * Hash128.Size;

    /// <summary>Reads one.</summary>
    /// <exception cref="AssayException">It is not 1 to 32 hexadecimal digits (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public static HashPrefix Parse(string text)
    {
        if (text.Length is < 1 or > 2 * Hash128.Size || !text.All(char.IsAsciiHexDigit))
            throw new AssayException(ErrorCode.OptionInvalid, $"'{text}' is no beginning of a hash: give 1 to 32 hexadecimal digits, such as '3f9a0c'.");
        var digits = text.PadRight(2 * Hash128.Size, '0');
        var bits = new Hash128(Half(digits[..16]), Half(digits[16..]));
        return new HashPrefix(bits, new Hash128(Mask(text.Length), Mask(text.Length - 16)), text);

        static ulong Half(string half) => ulong.Parse(half, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        static ulong Mask(int digits) => digits <= 0 ? 0 : digits >= 16 ? ulong.MaxValue : ~(ulong.MaxValue >> (4 * digits));
    }

    /// <summary>Whether an identity begins so.</summary>
    public bool Matches(Hash128 hash) => (hash.High & mask.High) == bits.High && (hash.Low & mask.Low) == bits.Low;

    /// <summary>The error for a beginning that nothing has.</summary>
    public AssayException Unknown(string what, string mend) => new(ErrorCode.HashUnknown, $"No {what} has a hash that begins with '{Text}'; {mend}.");

    /// <summary>The error for a beginning that several have.</summary>
    public AssayException Ambiguous(string what, Hash128 one, Hash128 other) =>
        new(ErrorCode.HashAmbiguous, $"Several {what} have a hash that begins with '{Text}', {one} and {other} among them; give more digits.");
}
