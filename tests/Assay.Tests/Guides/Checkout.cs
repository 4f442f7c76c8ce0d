namespace Assay.Tests.Guides;

/// <summary>The files of the checkout that these tests run from.</summary>
internal static class Checkout
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return Path.Combine([folder.FullName, .. parts]);
    }
}
