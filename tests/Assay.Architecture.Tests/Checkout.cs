namespace Assay.Architecture.Tests;

/// <summary>The files of the checkout that these tests run from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The source files below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return folder.FullName;
    }
}
