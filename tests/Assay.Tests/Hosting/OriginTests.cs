using Assay.Hosting;
using Assay.Tests.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Hosting;

/// <summary>Where the settings of a container's orchestrator are said to come from.</summary>
public sealed class OriginTests : IDisposable
{
    private const string Variable = "ASSAY_ORIGIN_TESTS_Assay__Execution__MaxInFlight";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public OriginTests() => Environment.SetEnvironmentVariable(Variable, "7");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        folder.Dispose();
    }

    [Fact]
    public async Task Settings_say_whether_configuration_environment_or_code_gave_them()
    {
        var settings = await SettingsAsync(
            new()
            {
                ["Assay:Name"] = "p",
                ["Assay:Execution:MaxRetries"] = "3",
                ["Assay:Execution:MaxInFlight"] = "2",
                ["Assay:Execution:BackoffFactor"] = "2",
                ["Assay:Metadata:team"] = "a",
                ["Assay:Tools:0:Id"] = "search",
                ["Assay:Tools:0:Description"] = "Searches.",
                ["Assay:ParallelCandidates"] = "2",
                ["Assay:StoreDirectory"] = "first",
            },
            options =>
            {
                options.Project = options.Project! with { GlobalSeed = 4, Execution = options.Project.Execution with { BackoffFactor = 3 } };
                options.StoreDirectory = "second";
                options.ProjectDirectory = folder.Path;
            });

        Assert.Equal("configuration Assay:Name", settings["project.name"]);
        Assert.Equal("configuration Assay:Execution:MaxRetries", settings["project.execution.max_retries"]);
        Assert.Equal($"environment {Variable}", settings["project.execution.max_in_flight"]);
        Assert.Equal("code", settings["project.execution.backoff_factor"]);
        Assert.Equal("code", settings["project.global_seed"]);
        Assert.Equal("default", settings["project.execution.circuit_breaker_threshold"]);
        Assert.Equal("configuration Assay:Metadata:team", settings["project.metadata.team"]);
        Assert.Equal("configuration Assay:Tools:0:Description", settings["project.tools[0].description"]);
        Assert.Equal("configuration Assay:ParallelCandidates", settings["options.parallel_candidates"]);
        Assert.Equal(("code", "code"), (settings["options.store_directory"], settings["options.project_directory"]));
    }

    [Fact]
    public async Task Settings_of_a_project_file_say_where_they_stand_in_it()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "assay.toml"), "name = \"filed\"\nglobal_seed = 9\n", Token);

        var settings = await SettingsAsync(new() { ["Assay:ProjectFile"] = "assay.toml", ["Assay:ProjectDirectory"] = folder.Path }, static _ => { });

        Assert.Equal("file assay.toml(2,15)", settings["project.global_seed"]);
        Assert.Equal("configuration Assay:ProjectDirectory", settings["options.project_directory"]);
    }

    private static async Task<Dictionary<string, string>> SettingsAsync(Dictionary<string, string?> values, Action<AssayOptions> configure)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).AddEnvironmentVariables("ASSAY_ORIGIN_TESTS_").Build();
        if (!values.ContainsKey("Assay:Execution:MaxInFlight"))
            configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        await using var provider = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddAssay(configuration.GetSection("Assay"), configure).BuildServiceProvider();
        var report = await provider.GetRequiredService<Orchestrator>().GetConfigReportAsync(new TestExperiment().Build(), cancellationToken: Token);
        return report.Settings.ToDictionary(static setting => setting.Path, static setting => setting.Origin.ToString());
    }
}
