using PublicApiGenerator;

namespace Assay.Architecture.Tests;

/// <summary>The public surface of each package. A change of it shows up as a diff of <c>Api/NAME.verified.txt</c>.</summary>
public sealed class ApiTests
{
    [Theory]
    [InlineData(typeof(Orchestrator))]
    [InlineData(typeof(Xunit.AssayFixture<>))]
    [InlineData(typeof(MSTest.AssayFixture<>))]
    [InlineData(typeof(NUnit.SliceTest))]
    [InlineData(typeof(TUnit.AssayFixture<>))]
    [InlineData(typeof(Terminal.LiveProgress))]
    public void Public_api_is_the_verified_one(Type type)
    {
        var name = type.Assembly.GetName().Name!;
        var api = type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n");
        var verified = Checkout.PathOf("tests", "Assay.Architecture.Tests", "Api", $"{name}.verified.txt");
        var received = Path.ChangeExtension(Path.ChangeExtension(verified, null), ".received.txt");
        if (Environment.GetEnvironmentVariable("ASSAY_ACCEPT_API") == "1")
            File.WriteAllText(verified, api);
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == api)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, api);
        Assert.Fail($"The public API of {name} has changed. Look at the difference between Api/{name}.received.txt and Api/{name}.verified.txt; to accept it, run this test with ASSAY_ACCEPT_API=1.");
    }
}
