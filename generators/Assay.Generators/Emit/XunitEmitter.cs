using Assay.Generators.Models;
using Assay.Generators.Reading;

namespace Assay.Generators.Emit;

/// <summary>Writes one xunit test per slice.</summary>
internal static class XunitEmitter
{
    public const string FixtureType = "Assay.Xunit.AssayFixture`1";

    public const string FixtureFileName = "AssayFixture.Assay.g.cs";

    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal) { "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals" };

    public static string Emit(BenchmarkModel model, string assembly)
    {
        var name = model.Type.PlainName + "Slices";
        var writer = CodeWriter.ForFile()
            .OpenNamespace(model.Type.Namespace)
            .Line($"/// <summary>The slices of the benchmark <c>{XmlText.Escape(model.Id)}</c>, one test each.</summary>")
            .Line("/// <param name=\"assay\">Runs benchmarks and verifies their slices; shared by the assembly's tests.</param>")
            .Line($"public sealed class {name}({Fixture(assembly)} assay)").Open();
        for (var i = 0; i < model.Slices.Count; i++)
        {
            if (i > 0)
                writer.Line();
            Test(writer, model, model.Slices[i], name);
        }

        return writer.Close().CloseNamespace(model.Type.Namespace).ToString();
    }

    /// <summary>Shares one fixture among all tests of the assembly.</summary>
    public static string EmitFixture(string assembly) =>
        CodeWriter.ForFile().Line($"[assembly: global::Xunit.AssemblyFixture(typeof({Fixture(assembly)}))]").ToString();

    private static void Test(CodeWriter writer, BenchmarkModel model, SliceModel slice, string className)
    {
        var method = Inherited.Contains(slice.Member) || slice.Member == className || slice.Member == "assay" ? slice.Member + "Slice" : slice.Member;
        var benchmark = Literal.Quote(model.Id);
        var id = Literal.Quote(slice.Id);
        writer
            .Line($"/// <summary>Verifies the slice <c>{XmlText.Escape(slice.Id)}</c>.</summary>")
            .Line($"[global::Xunit.Fact(DisplayName = {Literal.Quote($"{model.Id} / {slice.Id}")})]")
            .Line($"[global::Xunit.Trait(\"benchmark\", {benchmark})]")
            .Line($"[global::Xunit.Trait(\"slice\", {id})]")
            .Line($"public global::System.Threading.Tasks.Task {TypeNames.Escape(method)}() => assay.VerifyAsync({benchmark}, {id}, global::Xunit.TestContext.Current.CancellationToken);");
    }

    private static string Fixture(string assembly) => $"global::Assay.Xunit.AssayFixture<global::{CatalogEmitter.NamespaceFor(assembly)}.AssayCatalog>";
}
