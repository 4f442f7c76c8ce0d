namespace Assay.Packages.Tests.Feed;

/// <summary>The checkout that these tests run from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary><c>Debug</c> or <c>Release</c>, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from within a checkout.");
        return folder.FullName;
    }
}
