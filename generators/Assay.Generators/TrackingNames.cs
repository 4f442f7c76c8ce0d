namespace Assay.Generators;

/// <summary>The names of the pipeline's steps, by which tests assert that each was cached.</summary>
internal static class TrackingNames
{
    /// <summary>Reads attributed classes; runs at every edit, since any file may hold what a parser calls.</summary>
    public const string Classes = "Assay.Classes";

    /// <summary>What was read, benchmarks and experiments apart.</summary>
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

    /// <summary>The folder of the project.</summary>
    public const string ProjectDirectory = "Assay.ProjectDirectory";

    /// <summary>The assembly's name.</summary>
    public const string Assembly = "Assay.Assembly";

    /// <summary>A class's name and kind.</summary>
    public const string Types = "Assay.Types";

    /// <summary>A class's place in the catalog.</summary>
    public const string Entries = "Assay.Entries";

    /// <summary>The catalog's entries in order.</summary>
    public const string AllEntries = "Assay.AllEntries";

    /// <summary>The test frameworks that the project references.</summary>
    public const string Adapters = "Assay.Adapters";

    /// <summary>The test framework that the project names.</summary>
    public const string WantedFramework = "Assay.WantedFramework";

    /// <summary>What tests are written from.</summary>
    public const string TestModels = "Assay.TestModels";

    /// <summary>Whether there is anything to test.</summary>
    public const string HasBenchmarks = "Assay.HasBenchmarks";

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Classes, Read, Benchmarks, Parts, Places, Catalog, Collisions, Framework, Tests, Fixture,
        ProjectDirectory, Assembly, Types, Entries, AllEntries, Adapters, WantedFramework, TestModels, HasBenchmarks,
    ];
}
