using System.Text.Json;
using Assay.Exchange;

namespace Assay.Sessions;

/// <summary>What the first line of a file of results says of the rest.</summary>
/// <param name="Format">The form of the file; null where it has no header.</param>
/// <param name="Name">The benchmark's id; null where it does not say.</param>
internal sealed record ResultHeader(string? Format, string? Name)
{
    private const int Longest = 64 * 1024;

    /// <summary>Reads it; what is no header has neither.</summary>
    /// <exception cref="Errors.ExchangeException">The file cannot be opened.</exception>
    public static async Task<ResultHeader> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var stream = ExchangeFile.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[Longest];
            var length = await stream.ReadAtLeastAsync(bytes, Longest, throwOnEndOfStream: false, cancellationToken);
            var line = bytes.AsMemory(0, length);
            if (line.Span.IndexOf((byte)'\n') is var end and >= 0)
                line = line[..end];
            try
            {
                using var document = JsonDocument.Parse(line.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? line[3..] : line);
                return document.RootElement.ValueKind == JsonValueKind.Object ? new ResultHeader(Text(document, "format"), Text(document, "name")) : new ResultHeader(null, null);
            }
            catch (JsonException)
            {
                return new ResultHeader(null, null);
            }
        }
    }

    private static string? Text(JsonDocument document, string member) =>
        document.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
