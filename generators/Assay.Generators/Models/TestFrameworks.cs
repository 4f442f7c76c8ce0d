namespace Assay.Generators.Models;

/// <summary>The test frameworks that tests are written for, in the order in which one is chosen.</summary>
[Flags]
internal enum TestFrameworks
{
    None = 0,
    Xunit = 1,
    MSTest = 2,
    NUnit = 4,
    TUnit = 8,
}
