namespace Assay.Generators.Templates;

/// <summary>Makes templates read the same whichever line endings a checkout has.</summary>
internal static class LineEndings
{
    public static string Normalise(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');
}
