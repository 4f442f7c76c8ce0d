using System.Globalization;
using Assay.Storage.Manifests;

namespace Assay.Sessions;

/// <summary>A file beside a test assembly by which the run before the tests tells them what it has spent of their common budget.</summary>
internal static class SpentFile
{
    /// <summary>Writes it; nothing spent takes it away.</summary>
    public static void Keep(string outputDirectory, string assemblyName, BudgetAmount spent)
    {
        var path = PathOf(outputDirectory, assemblyName);
        if (spent == default)
            File.Delete(path);
        else
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{spent.Cost} {spent.Tokens}"));
    }

    /// <summary>Reads it once: what it said is then counted elsewhere.</summary>
    public static BudgetAmount Take(string outputDirectory, string assemblyName)
    {
        var path = PathOf(outputDirectory, assemblyName);
        if (!File.Exists(path))
            return default;
        var words = File.ReadAllText(path).Split(' ');
        File.Delete(path);
        return words.Length == 2 && decimal.TryParse(words[0], CultureInfo.InvariantCulture, out var cost) && long.TryParse(words[1], CultureInfo.InvariantCulture, out var tokens)
            ? new BudgetAmount(cost, tokens)
            : default;
    }

    private static string PathOf(string outputDirectory, string assemblyName) => Path.Combine(outputDirectory, assemblyName + ".assay.spent");
}
