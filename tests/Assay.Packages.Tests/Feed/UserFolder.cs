namespace Assay.Packages.Tests.Feed;

/// <summary>Where somebody without the source works.</summary>
public sealed class UserFolder
{
    private readonly PackageFeed feed;
    private readonly string hive;

    internal UserFolder(string directory, PackageFeed feed)
    {
        Directory = directory;
        this.feed = feed;
        hive = Path.Combine(directory, ".templates");
        File.WriteAllText(Path.Combine(directory, "NuGet.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value=".packages" />
              </config>
              <fallbackPackageFolders>
                <add key="machine" value="{MachinePackages()}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="feed" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Directory { get; }

    public Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Directory, file), TestContext.Current.CancellationToken);

    /// <summary>Runs <c>dotnet</c> below the folder, as a person types it: <c>new</c> knows the templates that were installed here alone.</summary>
    internal Task<CommandResult> DotNetAsync(string subfolder, params string[] arguments) =>
        CommandResult.DotNetAsync(Path.Combine(Directory, subfolder), arguments is ["new", ..] ? [.. Install(arguments), "--debug:custom-hive", hive] : arguments);

    // The one command that would look for a released version, and outside the feed.
    private string[] Install(string[] arguments) => arguments is ["new", "install", var id]
        ? ["new", "install", $"{id}@{feed.Version}", "--add-source", feed.Folder]
        : arguments;

    // Packages of others are taken from where the machine keeps them; this run's version of Assay's is in none of these.
    private static string MachinePackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
