using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes where a class and its slices stand, in a file of its own: moved lines write this one again and no other.</summary>
internal static class PlacesEmitter
{
    public static string Emit(PlacesModel places, string? projectDirectory)
    {
        var writer = CodeWriter.ForFile()
            .OpenNamespace(places.Type.Namespace);
        foreach (var container in places.Type.Containers)
            writer.Line(container).Open();
        writer
            .Line($"partial {places.Type.Keyword} {places.Type.Name}").Open()
            .Line("private static class AssayPlaces").Open()
            .Line($"internal const string? Path = {Literal.QuoteOrNull(ProjectPath.Relative(places.Path, projectDirectory))};")
            .Line()
            .Line($"internal const int Line = {Literal.Number(places.Line)};")
            .Line()
            .Line("internal static global::System.Collections.Generic.Dictionary<string, int> Slices => new(global::System.StringComparer.Ordinal)").Open();
        foreach (var slice in places.Slices)
            writer.Line($"[{Literal.Quote(slice.Slice)}] = {Literal.Number(slice.Line)},");
        writer.Close("};").Close().Close();
        foreach (var _ in places.Type.Containers)
            writer.Close();
        return writer.CloseNamespace(places.Type.Namespace).ToString();
    }
}
