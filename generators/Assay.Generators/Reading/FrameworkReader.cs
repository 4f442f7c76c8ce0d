using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Reading;

/// <summary>Reads which test framework a project uses, by types that it can see.</summary>
internal static class FrameworkReader
{
    private const string Property = "build_property.AssayTestFramework";

    private static readonly (TestFrameworks Framework, string Type, string Adapter)[] Known =
    [
        (TestFrameworks.Xunit, "Xunit.FactAttribute", "Assay.Xunit.AssayFixture`1"),
        (TestFrameworks.MSTest, "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", "Assay.MSTest.AssayFixture`1"),
        (TestFrameworks.NUnit, "NUnit.Framework.TestAttribute", "Assay.NUnit.SliceTest"),
        (TestFrameworks.TUnit, "TUnit.Core.TestAttribute", "Assay.TUnit.AssayFixture`1"),
    ];

    public static FrameworksModel Read(Compilation compilation, AnalyzerConfigOptionsProvider options) =>
        new(Present(compilation, static known => known.Type), Present(compilation, static known => known.Adapter), Wanted(options));

    /// <summary>The frameworks whose Assay package a project references.</summary>
    public static TestFrameworks Adapters(Compilation compilation) => Present(compilation, static known => known.Adapter);

    /// <summary>What generated files depend on besides classes.</summary>
    public static ProjectModel ProjectOf(Compilation compilation, TestFrameworks adapters, AnalyzerConfigOptionsProvider options) => new(
        compilation.AssemblyName ?? "Assembly",
        ProjectFolder.Of(options.GlobalOptions),
        new FrameworksModel(TestFrameworks.None, adapters, Wanted(options)).Chosen);

    private static string Wanted(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Property, out var value) ? value.Trim() : "";

    private static TestFrameworks Present(Compilation compilation, Func<(TestFrameworks Framework, string Type, string Adapter), string> typeOf) => Known
        .Where(known => compilation.GetTypeByMetadataName(typeOf(known)) is not null)
        .Aggregate(TestFrameworks.None, static (all, known) => all | known.Framework);
}
