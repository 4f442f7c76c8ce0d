using System.Diagnostics;
using System.Text.Json;
using Assay.Benchmarks.Robustness;
using Assay.Tests.Execution;

namespace Assay.Tests.Benchmarks;

/// <summary>The benchmark project's harness, on a run that is too small to tell anything but that it works.</summary>
public sealed class BenchmarkHarnessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Harness
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            var tests = output.Parent!.Parent!.Parent!.Parent!.FullName;
            return Path.Combine(tests, "Assay.Benchmarks", "bin", output.Parent.Name, output.Name, "Assay.Benchmarks.dll");
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_measure_comes_with_its_limit_in_the_table_and_in_the_file()
    {
        var file = Path.Combine(folder.Path, "runs.json");

        var (exitCode, output) = await RunAsync("runs", "--sizes", "100", "--items", "25", "--json", file);

        Assert.Equal(0, exitCode);
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(file, Token));
        Assert.True(report.RootElement.GetProperty("machine").GetProperty("processors").GetInt32() > 0);
        var size = Assert.Single(report.RootElement.GetProperty("sizes").EnumerateArray());
        Assert.Equal((100, 25), (size.GetProperty("trials").GetInt32(), size.GetProperty("items").GetInt32()));
        Assert.True(size.GetProperty("store_bytes_per_trial").GetDouble() > size.GetProperty("payload_bytes_per_trial").GetDouble());
        var measures = size.GetProperty("measures").EnumerateArray().ToArray();
        Assert.Superset(
            new HashSet<string?> { "planning", "hashing", "rendering", "writing", "full run", "resume", "aggregate", "paired comparison", "snapshot" },
            measures.Select(static measure => measure.GetProperty("name").GetString()).ToHashSet());
        Assert.All(measures, measure =>
        {
            Assert.Contains($"| {measure.GetProperty("name").GetString()} |", output, StringComparison.Ordinal);
            Assert.NotEqual("", measure.GetProperty("limit").GetString());
            Assert.All(
                (string[])["seconds", "trials_per_second", "peak_bytes", "limit_seconds", "ratio"],
                name => Assert.True(measure.GetProperty(name).GetDouble() > 0, name));
        });
    }

    [Fact]
    public async Task Kills_of_a_writing_process_lose_nothing()
    {
        var (exitCode, output) = await RunAsync("kills", "--count", "2", "--seed", "3");

        Assert.Equal(0, exitCode);
        Assert.Contains("2 kills, nothing reported was lost", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Soak_ends_by_itself_and_tells_what_it_saw()
    {
        var file = Path.Combine(folder.Path, "soak.json");

        var (exitCode, output) = await RunAsync("soak", "--minutes", "0", "--trials", "100", "--json", file);

        Assert.True(exitCode == 0, output);
        Assert.Contains("15 rounds, 1500 trials", output, StringComparison.Ordinal);
        using var samples = JsonDocument.Parse(await File.ReadAllBytesAsync(file, Token));
        Assert.Equal(15, samples.RootElement.GetArrayLength());
        Assert.All(samples.RootElement.EnumerateArray(), static sample => Assert.True(sample.GetProperty("working_set").GetInt64() > 0 && sample.GetProperty("handles").GetInt32() > 0));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3_000_000, 0, 1)]
    [InlineData(0, 1, 1)]
    public void Growth_is_told_from_noise(long bytesPerRound, int handlesPerRound, int expected)
    {
        var samples = Enumerable.Range(0, 100).Select(i => new SoakSample(i, i, i, (100 << 20) + (i * bytesPerRound) + (i % 7 * 1000), 1 << 20, 50 + (i * handlesPerRound), 10 + (i % 3)));

        Assert.Equal(expected, SoakGrowth.Of([.. samples]).Count);
    }

    [Fact]
    public async Task The_generator_is_measured_after_every_edit()
    {
        var (exitCode, output) = await RunAsync("generator", "2", "1");

        Assert.Equal(0, exitCode);
        Assert.All(
            (string[])["first", "UnrelatedBody", "UnrelatedDeclaration", "Comment", "WhiteSpace", "Score", "Prompt", "reads nothing", "compiling anew"],
            run => Assert.Contains(run, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_command_says_how_it_is_used() => Assert.Equal(2, (await RunAsync("walks")).ExitCode);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Harness, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await errors);
    }
}
