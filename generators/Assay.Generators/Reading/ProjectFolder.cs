using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Reading;

/// <summary>The project's folder, as the build tells it.</summary>
internal static class ProjectFolder
{
    private const string Encoded = "build_property.AssayProjectDirectory";
    private const string Plain = "build_property.ProjectDir";

    /// <summary>
    /// The folder; null where the build says none. The compiler cuts a property at <c>#</c> or <c>;</c>, which it takes for a
    /// comment, so that the build gives the folder in base64 too, which goes before.
    /// </summary>
    public static string? Of(AnalyzerConfigOptions options)
    {
        if (options.TryGetValue(Encoded, out var encoded) && encoded.Length > 0)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
            }
            catch (FormatException)
            {
                // Somebody set the property to something else: the plain one stands.
            }
        }

        return options.TryGetValue(Plain, out var directory) && directory.Length > 0 ? directory : null;
    }
}
