using Assay.Contracts;
using Assay.Postgres.Tests;
using Assay.Sessions;

namespace Assay.Cli.Tests;

/// <summary>Reports of a project whose store is PostgreSQL.</summary>
public sealed class PostgresReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes_of_a_store_elsewhere_lie_in_the_projects_folder_and_are_reported()
    {
        Assert.SkipWhen(LocalPostgres.Missing is not null, LocalPostgres.Missing ?? "");
        await using var server = await LocalPostgres.StartAsync(isDurable: false);
        var folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "assay.toml"),
            $"name = \"sums\"\n\n[execution]\nmax_retries = 0\n\n[storage]\nkind = \"postgres\"\nconnection = \"{server.Connection}\"\nblob_root = \"{Path.Combine(folder, "blobs")}\"\n",
            Token);
        await using (var session = AssaySession.Open(new Catalog(SampleStore.Definition("Add.", "What is {item.question}?")), new SessionSettings { ProjectDirectory = folder, StoreDirectory = Path.Combine(folder, "elsewhere") }))
            Assert.Equal(OutcomeKind.Failed, (await session.VerifyAsync("sums", "plain", null, Token)).Kind);

        var (exit, markdown, error) = await Tool.RunAsync(folder, "report", "--format", "md");
        var (_, chart, _) = await Tool.RunAsync(folder, "report", "--format", "svg");

        Assert.Equal(("", 1), (error, exit));
        Assert.Contains("| ❌ | sums | plain |", markdown, StringComparison.Ordinal);
        Assert.Contains("sums: small less large", chart, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "elsewhere")));
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Catalog(BenchmarkDefinition definition) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [definition];
    }
}
