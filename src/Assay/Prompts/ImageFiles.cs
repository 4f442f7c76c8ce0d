using System.Buffers;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Prompts;

/// <summary>Puts image files into prompts as data URIs, so that what an engine sees, and its identity, is the image and not its name.</summary>
/// <param name="directory">The folder against which paths are resolved, and outside of which none may lie.</param>
internal sealed class ImageFiles(string directory)
{
    private static readonly SearchValues<char> Scheme = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    private const string Forms = "give an http(s) address, a data URI, or the path of a .png, .jpg, .jpeg, .gif, .webp, .bmp or .svg file within the project's folder";

    private readonly string root = Path.GetFullPath(directory);

    /// <summary>The prompt with its image files read.</summary>
    /// <exception cref="AssayException">An image is neither an address nor a file that can be read (<c>image_unreadable</c>).</exception>
    public Prompt Embed(Prompt prompt) =>
        prompt.Messages.Any(NamesFile) || prompt.FollowUps.Any(NamesFile)
            ? new Prompt([.. prompt.Messages.Select(Embed)]) { FollowUps = [.. prompt.FollowUps.Select(Embed)] }
            : prompt;

    private Message Embed(Message message) =>
        NamesFile(message) ? message with { Images = ValueList.From(message.Images.Select(image => IsAddress(image) ? image : Read(image))) } : message;

    private static bool NamesFile(Message message) => message.Images.Any(static image => !IsAddress(image));

    /// <summary>Whether a text begins with a scheme; one letter is a drive.</summary>
    private static bool IsAddress(string image)
    {
        var colon = image.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(image[0]) && image.AsSpan(0, colon).IndexOfAnyExcept(Scheme) < 0;
    }

    private string Read(string image)
    {
        if (MediaTypeOf(image) is not { } type)
            throw Error($"The image '{image}' is of no known kind; {Forms}.", null);
        var path = Path.GetFullPath(image, root);
        if (!path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw Error($"The image '{image}' lies outside the project's folder; {Forms}.", null);
        try
        {
            return $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error($"The image '{image}' cannot be read; {Forms}.", exception);
        }
    }

    private static string? MediaTypeOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".BMP" => "image/bmp",
        ".SVG" => "image/svg+xml",
        _ => null,
    };

    private static AssayException Error(string message, Exception? inner) => new(ErrorCode.ImageUnreadable, message, inner);
}
