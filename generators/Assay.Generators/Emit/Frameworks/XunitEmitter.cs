using Assay.Generators.Models;

namespace Assay.Generators.Emit.Frameworks;

/// <summary>Tests for xunit v3: the fixture is the assembly's, and xunit hands it to the class.</summary>
internal sealed class XunitEmitter(string assembly) : FrameworkEmitter(assembly)
{
    protected override IReadOnlyList<string> Reserved => ["assay"];

    public override string EmitFixture() =>
        CodeWriter.ForFile().Line($"[assembly: global::Xunit.AssemblyFixture(typeof({Fixture}))]").ToString();

    protected override void OpenClass(CodeWriter writer, string name) => writer
        .Line("/// <param name=\"assay\">Runs benchmarks and verifies their slices; shared by the assembly's tests.</param>")
        .Line($"public sealed class {name}({Fixture} assay)").Open();

    protected override void Test(CodeWriter writer, SliceTestModel test)
    {
        var benchmark = Literal.Quote(test.Benchmark);
        var slice = Literal.Quote(test.Slice);
        writer
            .Line($"[global::Xunit.Fact(DisplayName = {Literal.Quote(test.DisplayName)})]")
            .Line($"[global::Xunit.Trait(\"benchmark\", {benchmark})]")
            .Line($"[global::Xunit.Trait(\"slice\", {slice})]")
            .Line($"public global::System.Threading.Tasks.Task {test.Method}() => assay.VerifyAsync({benchmark}, {slice}, global::Xunit.TestContext.Current.CancellationToken);");
    }

    private string Fixture => $"global::Assay.Xunit.AssayFixture<{Catalog}>";
}
