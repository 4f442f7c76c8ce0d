using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>What is said once in a project about its test framework.</summary>
public sealed class TestRulesTests
{
    [Theory]
    [InlineData("add the package Assay.NUnit,", "NUnit")]
    [InlineData("add the package Assay.MSTest or Assay.TUnit,", "TUnit", "MSTest")]
    public async Task A_framework_without_its_package_is_a_warning(string text, params string[] packages)
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("", packages));
        Assert.Equal(("ASY0601", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(text, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_packages_and_no_property_are_a_warning_that_names_the_choice()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("", "Assay.Xunit", "NUnit", "Assay.NUnit"));
        Assert.Equal(("ASY0602", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("are written for Xunit, and the packages Assay.Xunit and Assay.NUnit", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_that_names_no_referenced_package_is_an_error()
    {
        var diagnostic = Assert.Single(await AnalyzeAsync("Nunit3", "NUnit", "Assay.NUnit"));
        Assert.Equal(("ASY0603", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("'Nunit3': set it to NUnit or None", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("", "NUnit", "Assay.NUnit")]
    [InlineData("", "NUnit", "MSTest", "Assay.MSTest")]
    [InlineData("None", "NUnit")]
    [InlineData("None")]
    [InlineData("MSTest", "NUnit", "Assay.NUnit", "MSTest", "Assay.MSTest")]
    public async Task A_clear_choice_says_nothing(string property, params string[] packages) => Assert.Empty(await AnalyzeAsync(property, packages));

    [Fact]
    public async Task A_project_without_benchmarks_says_nothing() =>
        Assert.Empty(await GeneratorTest.AnalyzeAsync(TestCompilation.CreateWith("namespace Samples; public class Nothing;", "NUnit"), new TestOptions()));

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string property, params string[] packages) =>
        await GeneratorTest.AnalyzeAsync(TestCompilation.CreateWith(Sources.Triage, packages), new TestOptions(property));
}
