using System.Text;
using ZstdSharp;

namespace Assay.AI.Tests;

/// <summary>Reads whatever a run left on disk, to look for what must not be there.</summary>
internal static class StoredTexts
{
    /// <summary>The contents of every file below the folder as text, what is compressed within them too.</summary>
    public static IEnumerable<(string Place, string Text)> Below(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file.FullName);
            yield return (file.Name, Encoding.Latin1.GetString(bytes));
            for (var at = bytes.AsSpan().IndexOf(Zstd); at >= 0;)
            {
                if (TryUnpack(bytes.AsSpan(at)) is { } text)
                    yield return ($"{file.Name} at {at}", text);
                var next = bytes.AsSpan(at + 1).IndexOf(Zstd);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
    }

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xB5, 0x2F, 0xFD];

    private static string? TryUnpack(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var stream = new DecompressionStream(new MemoryStream(bytes.ToArray()));
            var unpacked = new MemoryStream();
            var buffer = new byte[4096];
            try
            {
                for (int read; (read = stream.Read(buffer)) > 0;)
                    unpacked.Write(buffer, 0, read);
            }
            catch (ZstdException)
            {
                // What follows the frame is none.
            }

            return Encoding.Latin1.GetString(unpacked.ToArray());
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
