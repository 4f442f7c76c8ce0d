using Assay.Generators.Models;
using Assay.Generators.Reading;

namespace Assay.Generators.Emit.Frameworks;

/// <summary>Writes one test per slice for a test framework. A test calls what the framework's adapter package holds.</summary>
/// <param name="assembly">The name of the assembly that the tests are for.</param>
internal abstract class FrameworkEmitter(string assembly)
{
    public const string FixtureFileName = "AssayFixture.Assay.g.cs";

    private const string FixtureClass = "AssayTests";

    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal) { "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals" };

    /// <summary>The assembly's catalog.</summary>
    protected string Catalog { get; } = $"global::{CatalogEmitter.NamespaceFor(assembly)}.AssayCatalog";

    /// <summary>What <see cref="EmitHolder"/> holds.</summary>
    protected string HeldFixture { get; } = $"global::{CatalogEmitter.NamespaceFor(assembly)}.{FixtureClass}.Fixture";

    /// <summary>Names in the class that no test may have.</summary>
    protected abstract IReadOnlyList<string> Reserved { get; }

    /// <summary>The emitter of a framework; null for none.</summary>
    public static FrameworkEmitter? For(TestFrameworks framework, string assembly) => framework switch
    {
        TestFrameworks.Xunit => new XunitEmitter(assembly),
        TestFrameworks.MSTest => new MSTestEmitter(assembly),
        TestFrameworks.NUnit => new NUnitEmitter(assembly),
        TestFrameworks.TUnit => new TUnitEmitter(assembly),
        _ => null,
    };

    /// <summary>The tests of a benchmark's slices.</summary>
    public string Emit(TestsModel model)
    {
        var name = model.Type.FullName("_") + "Slices";
        var tests = model.Slices.Select(slice => new SliceTestModel(model.Benchmark, slice.Key, NameOf(slice.Value, name))).ToList();
        var writer = CodeWriter.ForFile()
            .OpenNamespace(model.Type.Namespace)
            .Line($"/// <summary>The slices of the benchmark <c>{XmlText.Escape(model.Benchmark)}</c>, one test each.</summary>");
        OpenClass(writer, name);
        for (var i = 0; i < tests.Count; i++)
        {
            if (i > 0)
                writer.Line();
            writer.Line($"/// <summary>Verifies the slice <c>{XmlText.Escape(tests[i].Slice)}</c>.</summary>");
            Test(writer, tests[i]);
        }

        EndClass(writer, name, tests);
        return writer.Close().CloseNamespace(model.Type.Namespace).ToString();
    }

    /// <summary>What the tests of an assembly share; null where the framework needs nothing.</summary>
    public abstract string? EmitFixture();

    /// <summary>Opens the class and writes what comes before the tests.</summary>
    protected abstract void OpenClass(CodeWriter writer, string name);

    /// <summary>Writes a test's attributes and method.</summary>
    protected abstract void Test(CodeWriter writer, SliceTestModel test);

    /// <summary>Writes what comes after the tests.</summary>
    protected virtual void EndClass(CodeWriter writer, string name, IReadOnlyList<SliceTestModel> tests)
    {
    }

    /// <summary>Writes a class that holds what the tests share, for a framework that has no other place for it.</summary>
    protected string EmitHolder(string type)
    {
        var space = CatalogEmitter.NamespaceFor(assembly);
        return CodeWriter.ForFile()
            .OpenNamespace(space)
            .Line("/// <summary>What the slices' tests of this assembly share.</summary>")
            .Line($"internal static class {FixtureClass}").Open()
            .Line("/// <summary>One store, one set of limits.</summary>")
            .Line($"public static {type} Fixture {{ get; }} = new();")
            .Close()
            .CloseNamespace(space)
            .ToString();
    }

    private string NameOf(string member, string className) =>
        TypeNames.Escape(Inherited.Contains(member) || Reserved.Contains(member) || member == className ? member + "Slice" : member);
}
