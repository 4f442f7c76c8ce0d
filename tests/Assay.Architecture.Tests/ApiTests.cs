using System.Reflection;
using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Assay.Architecture.Tests;

/// <summary>The public surface of each package. A change of it shows up as a diff of <c>Api/NAME.verified.txt</c>.</summary>
public sealed class ApiTests
{
    private static readonly string Folder = Checkout.PathOf("tests", "Assay.Architecture.Tests", "Api");

    public static TheoryData<string> Packages => [.. ProductProject.All.Where(static project => project.IsLibrary).Select(static project => project.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Public_api_is_the_verified_one(string package)
    {
        var api = Assembly.Load(package).GeneratePublicApi(Options()).ReplaceLineEndings("\n");
        var verified = Path.Combine(Folder, $"{package}.verified.txt");
        var received = Path.Combine(Folder, $"{package}.received.txt");
        if (Environment.GetEnvironmentVariable("ASSAY_ACCEPT_API") == "1")
            File.WriteAllText(verified, api);
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == api)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, api);
        Assert.Fail($"The public API of {package} has changed. Look at the difference between Api/{package}.received.txt and Api/{package}.verified.txt; to accept it, run this test with ASSAY_ACCEPT_API=1.");
    }

    [Fact]
    public void Each_verified_api_is_of_a_package() => Assert.Subset(
        Packages.Select(static row => $"{row.Data}.verified.txt").ToHashSet(),
        Directory.EnumerateFiles(Folder, "*.verified.txt").Select(static path => Path.GetFileName(path)).ToHashSet());

    /// <summary>The compiler numbers the state machines of iterators by the members before them, private ones among them.</summary>
    private static ApiGeneratorOptions Options() => new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = [typeof(AsyncIteratorStateMachineAttribute).FullName!],
    };
}
