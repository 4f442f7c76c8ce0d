using Assay.Generators.Models;
using Assay.Generators.Reading;

namespace Assay.Generators.Emit;

/// <summary>Writes one xunit test per slice.</summary>
internal static class XunitEmitter
{
    public const string FixtureType = "Assay.Xunit.AssayFixture`1";

    public const string FixtureFileName = "AssayFixture.Assay.g.cs";

    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal) { "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals" };

    public static string Emit(TestsModel model, string assembly)
    {
        var name = model.Type.PlainName + "Slices";
        var writer = CodeWriter.ForFile()
            .OpenNamespace(model.Type.Namespace)
            .Line($"/// <summary>The slices of the benchmark <c>{XmlText.Escape(model.Benchmark)}</c>, one test each.</summary>")
            .Line("/// <param name=\"assay\">Runs benchmarks and verifies their slices; shared by the assembly's tests.</param>")
            .Line($"public sealed class {name}({Fixture(assembly)} assay)").Open();
        for (var i = 0; i < model.Slices.Count; i++)
        {
            if (i > 0)
                writer.Line();
            Test(writer, model.Benchmark, model.Slices[i].Key, model.Slices[i].Value, name);
        }

        return writer.Close().CloseNamespace(model.Type.Namespace).ToString();
    }

    /// <summary>Shares one fixture among all tests of the assembly.</summary>
    public static string EmitFixture(string assembly) =>
        CodeWriter.ForFile().Line($"[assembly: global::Xunit.AssemblyFixture(typeof({Fixture(assembly)}))]").ToString();

    private static void Test(CodeWriter writer, string benchmark, string slice, string member, string className)
    {
        var method = Inherited.Contains(member) || member == className || member == "assay" ? member + "Slice" : member;
        var benchmarkLiteral = Literal.Quote(benchmark);
        var sliceLiteral = Literal.Quote(slice);
        writer
            .Line($"/// <summary>Verifies the slice <c>{XmlText.Escape(slice)}</c>.</summary>")
            .Line($"[global::Xunit.Fact(DisplayName = {Literal.Quote($"{benchmark} / {slice}")})]")
            .Line($"[global::Xunit.Trait(\"benchmark\", {benchmarkLiteral})]")
            .Line($"[global::Xunit.Trait(\"slice\", {sliceLiteral})]")
            .Line($"public global::System.Threading.Tasks.Task {TypeNames.Escape(method)}() => assay.VerifyAsync({benchmarkLiteral}, {sliceLiteral}, global::Xunit.TestContext.Current.CancellationToken);");
    }

    private static string Fixture(string assembly) => $"global::Assay.Xunit.AssayFixture<global::{CatalogEmitter.NamespaceFor(assembly)}.AssayCatalog>";
}
