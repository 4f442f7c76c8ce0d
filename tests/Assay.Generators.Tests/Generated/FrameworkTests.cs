using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Generated;

/// <summary>Which framework the tests are written for.</summary>
public sealed class FrameworkTests
{
    private const string Tests = "Samples.Triage.Slices.Assay.g.cs";

    private const string Fixture = "AssayFixture.Assay.g.cs";

    [Fact]
    public void No_adapter_gives_no_tests() =>
        Assert.DoesNotContain(Run("", "NUnit").Files, static file => file.HintName is Tests or Fixture);

    [Fact]
    public void Of_several_adapters_the_first_is_taken() =>
        Assert.Contains("global::Xunit.Fact", Run("", "Assay.Xunit", "NUnit", "Assay.NUnit")[Tests], StringComparison.Ordinal);

    [Theory]
    [InlineData("NUnit")]
    [InlineData("nunit")]
    public void The_property_chooses_among_adapters(string property) =>
        Assert.Contains("global::NUnit.Framework.TestCase", Run(property, "Assay.Xunit", "NUnit", "Assay.NUnit")[Tests], StringComparison.Ordinal);

    [Theory]
    [InlineData("None")]
    [InlineData("TUnit")]
    public void The_property_may_leave_no_framework(string property) =>
        Assert.DoesNotContain(Run(property, "Assay.Xunit").Files, static file => file.HintName is Tests or Fixture);

    [Theory]
    [InlineData("MSTest", "context", "contextSlice()")]
    [InlineData("MSTest", "EnterAssay", "EnterAssaySlice()")]
    [InlineData("TUnit", "Assay", "AssaySlice()")]
    [InlineData("TUnit", "RegisterSlices", "RegisterSlicesSlice()")]
    public void A_member_with_a_name_of_the_test_class_gets_another_test_name(string framework, string member, string method)
    {
        var source = Sources.Triage.Replace("> Billing =>", $"> {member} =>", StringComparison.Ordinal);
        var generated = GeneratorTest.Run(TestCompilation.CreateWith(source, framework, $"Assay.{framework}"));
        Assert.Contains($"public global::System.Threading.Tasks.Task {method}", generated[Tests], StringComparison.Ordinal);
        Assert.Empty(generated.CompilerMessages);
    }

    private static GeneratedCode Run(string property, params string[] packages) =>
        GeneratorTest.Run(TestCompilation.CreateWith(Sources.Triage, packages), new TestOptions(property));
}
