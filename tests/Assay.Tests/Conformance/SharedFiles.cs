namespace Assay.Tests.Conformance;

/// <summary>Finds the conformance vectors and recorded data that may lie beside the checkout.</summary>
internal static class SharedFiles
{
    /// <summary>The path below the shared folder, or a skipped test where that folder is absent.</summary>
    public static string Require(string relativePath)
    {
        var path = Find(relativePath);
        Assert.SkipWhen(path is null, $"shared/{relativePath} is not beside this checkout, so this conformance test is skipped.");
        return path!;
    }

    private static string? Find(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in (string[])[Path.Combine(folder.FullName, "shared", relativePath)])
                if (File.Exists(candidate) || Directory.Exists(candidate))
                    return candidate;
        }

        return null;
    }
}
