using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Snapshots;

public sealed class SnapshotTests
{
    [Fact]
    public Task A_whole_benchmark() => VerifyAsync(Sources.Triage, "Samples.Triage.Assay.g.cs", "Triage");

    [Fact]
    public Task The_places_of_a_benchmark() => VerifyAsync(Sources.Triage, "Samples.Triage.Assay.Places.g.cs", "Triage.Places");

    [Fact]
    public Task The_tests_of_a_benchmark() => VerifyAsync(Sources.Triage, "Samples.Triage.Slices.Assay.g.cs", "Triage.Slices");

    [Fact]
    public Task The_catalog_of_an_assembly() => VerifyAsync(Sources.Triage, "AssayCatalog.Assay.g.cs", "AssayCatalog");

    [Fact]
    public Task The_fixture_of_an_assembly() => VerifyAsync(Sources.Triage, "AssayFixture.Assay.g.cs", "AssayFixture");

    private static async Task VerifyAsync(string source, string fileName, string name)
    {
        var generated = GeneratorTest.Run(source, hasXunit: true);
        await Snapshot.VerifyAsync(generated[fileName], name);
        Assert.Empty(generated.CompilerMessages);
    }
}
