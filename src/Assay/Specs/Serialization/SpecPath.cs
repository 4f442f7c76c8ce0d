using System.Globalization;

namespace Assay.Specs.Serialization;

/// <summary>Builds paths within a spec, such as <c>slices[1].dimensions["a b"]</c>.</summary>
internal static class SpecPath
{
    /// <summary>The path of an element.</summary>
    public static string At(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>The path of a member or of a map's key; keys that are no plain names are quoted.</summary>
    public static string At(string parent, string key)
    {
        if (key.Length == 0 || !key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return $"{parent}[\"{key}\"]";
        return parent.Length == 0 ? key : $"{parent}.{key}";
    }

    /// <summary>The path one step up; null for the whole.</summary>
    public static string? Parent(string path)
    {
        if (path.Length == 0)
            return null;
        var cut = path.EndsWith("\"]", StringComparison.Ordinal)
            ? path.LastIndexOf("[\"", StringComparison.Ordinal)
            : path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }
}
