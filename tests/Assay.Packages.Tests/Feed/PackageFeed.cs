using System.Globalization;
using Assay.Packages.Tests.Feed;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace Assay.Packages.Tests.Feed;

/// <summary>All packages of this checkout in a folder, packed once for all tests, with a version that no other run had.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>A folder outside the checkout, so that nothing of it reaches the projects that tests make there.</summary>
    private readonly string root = Directory.CreateTempSubdirectory("assay-packages-").FullName;

    public string Version { get; } = "0.1.0-test." + TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    public string Folder => Path.Combine(root, "feed");

    public async ValueTask InitializeAsync() => (await PackAsync(Checkout.PathOf("packaging", "Packages.slnf"), Folder)).Succeeded();

    /// <summary>The package of an id.</summary>
    public string PathOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    /// <summary>An empty folder whose projects see this feed and the machine's usual sources, and keep Assay's packages to themselves.</summary>
    public UserFolder NewUserFolder()
    {
        var folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return new UserFolder(folder, this);
    }

    /// <summary>Packs what is built already.</summary>
    internal async Task<CommandResult> PackAsync(string project, string folder) => await CommandResult.DotNetAsync(
        Checkout.Root, "pack", project, "--no-build", "-c", Checkout.Configuration, "-o", folder, "-v", "q", "-nologo", $"-p:PackageVersion={Version}");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
