using System.Globalization;

namespace Assay.Tests.Guides;

/// <summary>Where a guide's program works: a folder of its own, and what it prints.</summary>
internal sealed class Desk
{
    private readonly TextWriter output;

    /// <param name="folder">The folder.</param>
    /// <param name="output">Receives what it prints, with numbers as the invariant culture spells them.</param>
    public Desk(string folder, TextWriter output)
    {
        this.output = output;
        Folder = folder;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    public string Folder { get; }

    public void WriteLine(string text) => output.WriteLine(text);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
