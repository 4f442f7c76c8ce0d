namespace Assay.Generators.Models;

/// <summary>What generated files depend on besides the classes that they are written for.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Directory">The project's folder; null where the build does not say.</param>
/// <param name="Framework">The test framework that tests are written for.</param>
internal sealed record ProjectModel(string Assembly, string? Directory, TestFrameworks Framework);
