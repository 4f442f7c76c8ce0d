namespace Assay.Cli.Tests;

/// <summary>What <c>assay doctor</c> finds.</summary>
public sealed class DoctorTests(SampleStore store) : IClassFixture<SampleStore>, IDisposable
{
    private readonly string folder = store.Copy();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_sound_folder_has_nothing_wrong()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "assay.toml"), "name = \"sums\"\n", TestContext.Current.CancellationToken);

        var (exit, output, error) = await Tool.RunAsync(folder, "doctor");

        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.Contains(".NET SDK ", output, StringComparison.Ordinal);
        Assert.Contains("assay.toml of 'sums'", output, StringComparison.Ordinal);
        Assert.Contains("2 runs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_file_with_a_mistake_is_wrong_at_its_line()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "assay.toml"), "name = \"sums\"\nnonsense = 1\n", TestContext.Current.CancellationToken);

        var (exit, output, _) = await Tool.RunAsync(folder, "doctor", "--json");

        Assert.Equal(1, exit);
        Assert.Contains("assay.toml(2,", output, StringComparison.Ordinal);
        Assert.Contains("schema_mismatch", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong()
    {
        var (exit, output, _) = await Tool.RunAsync(folder, "doctor", "--project", "nowhere");

        Assert.Equal(1, exit);
        Assert.Contains("There is no folder", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    public async Task Plan_and_run_need_a_project(string command)
    {
        var (exit, _, error) = await Tool.RunAsync(folder, command);

        Assert.Equal(2, exit);
        Assert.Contains("error option_invalid: The folder ", error, StringComparison.Ordinal);
        Assert.Contains("has no project file", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    public async Task Plan_and_run_call_the_targets_of_the_project(string command)
    {
        // Stands in for a project of an evaluation: targets of the same names, which say what they were given.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Sums.csproj"),
            """
            <Project>
              <Target Name="Restore" />
              <Target Name="AssayPlan"><Message Importance="high" Text="planned $(AssayFilter)" /></Target>
              <Target Name="AssayRun"><Error Code="ASYM0011" Text="a slice failed, accept is $(AssayAccept)" /></Target>
            </Project>
            """,
            TestContext.Current.CancellationToken);

        string[] more = command == "plan" ? ["--filter", "sums/plain"] : ["--accept"];
        var (exit, output, error) = await Tool.RunAsync(folder, [command, "--no-build", .. more]);
        var (_, json, _) = await Tool.RunAsync(folder, [command, "--no-build", "--json", .. more]);

        Assert.Equal("", error);
        Assert.Equal(command == "plan" ? 0 : 1, exit);
        Assert.Contains(command == "plan" ? "planned sums/plain" : "a slice failed, accept is true", output, StringComparison.Ordinal);
        Assert.Contains($"\"succeeded\": {(command == "plan" ? "true" : "false")}", json, StringComparison.Ordinal);
    }
}
