namespace Assay.Generators;

/// <summary>The names of the pipeline's steps, by which tests assert that each was cached.</summary>
internal static class TrackingNames
{
    /// <summary>Reads attributed classes; runs at every edit, since any file may hold what a parser calls.</summary>
    public const string Read = "Assay.Read";

    /// <summary>What is emitted for a class, without places.</summary>
    public const string Benchmarks = "Assay.Benchmarks";

    /// <summary>The prompts of a class that others take in.</summary>
    public const string Parts = "Assay.Parts";

    /// <summary>Where a class and its slices stand.</summary>
    public const string Places = "Assay.Places";

    /// <summary>The assembly's catalog.</summary>
    public const string Catalog = "Assay.Catalog";

    /// <summary>Names of generated files that would differ by case alone.</summary>
    public const string Collisions = "Assay.Collisions";

    /// <summary>The test framework that tests are written for.</summary>
    public const string Framework = "Assay.Framework";

    /// <summary>The tests of a class.</summary>
    public const string Tests = "Assay.Tests";

    /// <summary>The tests' shared fixture.</summary>
    public const string Fixture = "Assay.Fixture";

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Benchmarks, Parts, Places, Catalog, Collisions, Framework, Tests, Fixture];
}
