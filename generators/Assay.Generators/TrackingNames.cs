namespace Assay.Generators;

/// <summary>The names of the pipeline's steps, by which tests assert that each was cached.</summary>
internal static class TrackingNames
{
    /// <summary>Reads attributed classes; runs at every edit, since any file may hold what a parser calls.</summary>
    public const string Classes = "Assay.Classes";

    /// <summary>What is emitted for a class, without places.</summary>
    public const string Models = "Assay.Models";

    /// <summary>Where a class and its slices stand.</summary>
    public const string Places = "Assay.Places";

    /// <summary>A class's name and kind.</summary>
    public const string Types = "Assay.Types";

    /// <summary>The project's folder, the assembly's name and the test framework.</summary>
    public const string Project = "Assay.Project";

    /// <summary>Names of generated files that would differ by case alone, and the folder that paths start from.</summary>
    public const string Naming = "Assay.Naming";

    /// <summary>A class's place in the catalog.</summary>
    public const string Entries = "Assay.Entries";

    /// <summary>The assembly's catalog.</summary>
    public const string Catalog = "Assay.Catalog";

    /// <summary>What the tests of a class are written from.</summary>
    public const string Tests = "Assay.Tests";

    /// <summary>What all tests are written for.</summary>
    public const string TestSetting = "Assay.TestSetting";

    /// <summary>Whether the tests share a fixture, and whose.</summary>
    public const string Fixture = "Assay.Fixture";

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } = [Classes, Models, Places, Types, Project, Naming, Entries, Catalog, Tests, TestSetting, Fixture];
}
