using Assay.Generators.Models;

namespace Assay.Generators.Emit.Frameworks;

/// <summary>
/// Tests for TUnit, which injects the fixture. TUnit's generator does not see what this one writes, so each class
/// registers its tests.
/// </summary>
internal sealed class TUnitEmitter(string assembly) : FrameworkEmitter(assembly)
{
    protected override IReadOnlyList<string> Reserved => ["Assay", "RegisterSlices"];

    public override string? EmitFixture() => null;

    protected override void OpenClass(CodeWriter writer, string name)
    {
        var fixture = $"global::Assay.TUnit.AssayFixture<{Catalog}>";
        writer
            .Line($"public sealed class {name}").Open()
            .Line("/// <summary>Runs benchmarks and verifies their slices; shared by the assembly's tests.</summary>")
            .Line($"[global::TUnit.Core.ClassDataSource<{fixture}>(Shared = global::TUnit.Core.SharedType.PerTestSession)]")
            .Line($"public required {fixture} Assay {{ get; init; }}")
            .Line();
    }

    protected override void Test(CodeWriter writer, SliceTestModel test) => writer
        .Line($"public global::System.Threading.Tasks.Task {test.Method}() => Assay.VerifyAsync({Literal.Quote(test.Benchmark)}, {Literal.Quote(test.Slice)});");

    protected override void EndClass(CodeWriter writer, string name, IReadOnlyList<SliceTestModel> tests)
    {
        if (tests.Count == 0)
            return;
        writer
            .Line()
            .Line("/// <summary>Tells TUnit of the tests.</summary>")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("internal static void RegisterSlices() => global::TUnit.Core.SourceRegistrar.RegisterDynamic(").Indent()
            .Line($"new global::Assay.TUnit.SliceTests<{name}>({Literal.Quote(tests[0].Benchmark)})").Indent();
        for (var i = 0; i < tests.Count; i++)
            writer.Line($".Add({Literal.Quote(tests[i].Slice)}, static slices => slices.{tests[i].Method}()){(i == tests.Count - 1 ? ");" : "")}");
        writer.Outdent().Outdent();
    }
}
