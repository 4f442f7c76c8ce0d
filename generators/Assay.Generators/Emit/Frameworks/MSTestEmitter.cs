using Assay.Generators.Models;

namespace Assay.Generators.Emit.Frameworks;

/// <summary>Tests for MSTest: each class enters and leaves the fixture, which a static property holds, as MSTest injects none.</summary>
internal sealed class MSTestEmitter(string assembly) : FrameworkEmitter(assembly)
{
    private const string Space = "global::Microsoft.VisualStudio.TestTools.UnitTesting";

    protected override IReadOnlyList<string> Reserved => ["context", "EnterAssay", "LeaveAssay"];

    public override string EmitFixture() => EmitHolder($"global::Assay.MSTest.AssayFixture<{Catalog}>");

    protected override void OpenClass(CodeWriter writer, string name) => writer
        .Line("/// <param name=\"context\">Takes what a test has to say.</param>")
        .Line($"[{Space}.TestClass]")
        .Line($"public sealed class {name}({Space}.TestContext context)").Open()
        .Line("/// <summary>Opens what the assembly's tests share.</summary>")
        .Line("/// <param name=\"start\">Not used.</param>")
        .Line($"[{Space}.ClassInitialize]")
        .Line($"public static void EnterAssay({Space}.TestContext start) => {HeldFixture}.Enter();")
        .Line()
        .Line("/// <summary>Closes what the assembly's tests share, when no other class uses it.</summary>")
        .Line($"[{Space}.ClassCleanup]")
        .Line($"public static global::System.Threading.Tasks.Task LeaveAssay() => {HeldFixture}.LeaveAsync();")
        .Line();

    protected override void Test(CodeWriter writer, SliceTestModel test)
    {
        var benchmark = Literal.Quote(test.Benchmark);
        var slice = Literal.Quote(test.Slice);
        writer
            .Line($"[{Space}.TestMethod(DisplayName = {Literal.Quote(test.DisplayName)})]")
            .Line($"[{Space}.TestProperty(\"benchmark\", {benchmark})]")
            .Line($"[{Space}.TestProperty(\"slice\", {slice})]")
            .Line($"public global::System.Threading.Tasks.Task {test.Method}() => {HeldFixture}.VerifyAsync({benchmark}, {slice}, context);");
    }
}
