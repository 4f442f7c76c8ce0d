using Assay.Generators.Models;

namespace Assay.Generators.Emit.Frameworks;

/// <summary>Tests for NUnit: an attribute of the assembly opens and closes what they share, and the adapter finds it.</summary>
internal sealed class NUnitEmitter(string assembly) : FrameworkEmitter(assembly)
{
    private const string Space = "global::NUnit.Framework";

    protected override IReadOnlyList<string> Reserved => [];

    public override string EmitFixture() =>
        CodeWriter.ForFile().Line($"[assembly: global::Assay.NUnit.AssayFixture<{Catalog}>]").ToString();

    protected override void OpenClass(CodeWriter writer, string name) => writer
        .Line($"[{Space}.TestFixture]")
        .Line($"public sealed class {name}").Open();

    protected override void Test(CodeWriter writer, SliceTestModel test)
    {
        var benchmark = Literal.Quote(test.Benchmark);
        var slice = Literal.Quote(test.Slice);
        writer
            .Line($"[{Space}.TestCase(TestName = {Literal.Quote(test.DisplayName)})]")
            .Line($"[{Space}.Property(\"benchmark\", {benchmark})]")
            .Line($"[{Space}.Property(\"slice\", {slice})]")
            .Line($"public global::System.Threading.Tasks.Task {test.Method}() => global::Assay.NUnit.SliceTest.VerifyAsync({benchmark}, {slice});");
    }
}
