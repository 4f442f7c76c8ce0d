using System.Globalization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Assay.MSBuild;

/// <summary>
/// One JSON line of the host. Read by the reader that the base library has, so that the task ships without a
/// JSON library that could clash with another version in the build's process.
/// </summary>
internal sealed class HostLine
{
    private readonly XElement root;

    private HostLine(XElement root) => this.root = root;

    public string Type => Text("type");

    /// <summary>Reads a line; null when it is not an object with a type, for example output of the user's code.</summary>
    public static HostLine? TryParse(string line)
    {
        if (!line.StartsWith("{", StringComparison.Ordinal))
            return null;
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(line), XmlDictionaryReaderQuotas.Max);
            var parsed = new HostLine(XElement.Load(reader));
            return parsed.Type.Length > 0 ? parsed : null;
        }
        catch (Exception e) when (e is XmlException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A member as text; empty when it is absent or null.</summary>
    public string Text(string name) => root.Element(name)?.Value ?? "";

    /// <summary>The texts of a member that is a list; none when it is absent.</summary>
    public IEnumerable<string> Texts(string name) => root.Element(name)?.Elements().Select(static item => item.Value) ?? [];

    /// <summary>A member as a whole number; zero when it is absent or no number.</summary>
    public long Number(string name) => (long)Real(name);

    /// <summary>A member as a number; zero when it is absent or no number.</summary>
    public double Real(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
