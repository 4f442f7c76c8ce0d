using System.Xml.Linq;

namespace Assay.Architecture.Tests;

/// <summary>What a project file below <c>src</c> or <c>generators</c> says, and where its build leaves the assembly.</summary>
/// <param name="path">The project file.</param>
internal sealed class ProductProject(string path)
{
    private readonly XDocument document = XDocument.Load(path);

    public static IReadOnlyList<ProductProject> All { get; } = [.. ((string[])["src", "generators"])
        .SelectMany(static folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.csproj", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Select(static path => new ProductProject(path))];

    public string Name => Path.GetFileNameWithoutExtension(path);

    /// <summary>Its folder from the root of the checkout, as docs spell it.</summary>
    public string Folder => Path.GetRelativePath(Checkout.Root, Path.GetDirectoryName(path)!).Replace('\\', '/');

    /// <summary>Whether users get a package that they compile against; that of the build has no library in it.</summary>
    public bool IsLibrary => Says("IsPackable", "true") && !Says("IncludeBuildOutput", "false") && !Says("PackAsTool", "true");

    /// <summary>The names of the projects that its code may use; a reference for the order of builds is none of them.</summary>
    public IEnumerable<string> References => document.Descendants("ProjectReference")
        .Where(static reference => reference.Attribute("OutputItemType") is null && reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
        .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>Reads the built assembly of the configuration that these tests were built in.</summary>
    public AssemblyMetadata ReadAssembly()
    {
        var framework = document.Descendants("TargetFramework").SingleOrDefault()?.Value ?? "net10.0";
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return new AssemblyMetadata(Path.Combine(Path.GetDirectoryName(path)!, "bin", configuration, framework, Name + ".dll"));
    }

    private bool Says(string property, string value) => document.Descendants(property).Any(element => element.Value == value);
}
