namespace Assay.Generators.Models;

/// <summary>What all tests of an assembly are written for.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Framework">The test framework.</param>
/// <param name="Naming">What names of files depend on.</param>
internal sealed record TestSetting(string Assembly, TestFrameworks Framework, FileNaming Naming);
