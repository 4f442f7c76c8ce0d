using System.Diagnostics;
using System.Globalization;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.StoreCrasher;

/// <summary>
/// Kills a process that writes as fast as it can, at random moments, as <c>kill -9</c> does, and looks at its store after each: what it
/// had reported is there and right, and the store is sound. Every fourth kill begins a new store; the others go on with the last one.
/// </summary>
public static class StoreKills
{
    private const int PerStore = 4;
    private const long PerWriter = 1_000_000;

    /// <summary>Kills that many times.</summary>
    /// <param name="folder">Where the stores are made.</param>
    /// <param name="kills">How often.</param>
    /// <param name="seed">Decides the moments.</param>
    /// <param name="mostLines">The most trials that a process reports before it is killed.</param>
    /// <param name="tell">Told after each kill how many trials had been reported.</param>
    /// <param name="cancellationToken">Stops between kills.</param>
    /// <exception cref="InvalidOperationException">Something that was reported is lost, or a store is not sound.</exception>
    public static async Task RunAsync(string folder, int kills, int seed, int mostLines, Action<int, long> tell, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var store = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"store{kill / PerStore}"));
            var first = kill % PerStore * PerWriter;

            // One of four dies while it opens the store or soon after, the others under load.
            var reported = random.Next(4) == 0
                ? await WriteAndKillAsync(store, first, TimeSpan.FromMilliseconds(random.Next(400)), 0, cancellationToken)
                : await WriteAndKillAsync(store, first, TimeSpan.FromMilliseconds(random.NextDouble() * 3), random.Next(1, mostLines), cancellationToken);
            await CheckAsync(store, first, reported, cancellationToken);
            tell(kill + 1, reported);
        }
    }

    /// <returns>How many trials it had reported.</returns>
    private static async Task<long> WriteAndKillAsync(string store, long first, TimeSpan delay, int lines, CancellationToken cancellationToken)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "Assay.StoreCrasher.dll");
        string[] arguments = [program, "write", store, first.ToString(CultureInfo.InvariantCulture), PerWriter.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
        long count = 0;
        try
        {
            for (; count < lines && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line; count++)
                Expect(line == (first + count).ToString(CultureInfo.InvariantCulture), $"'{line}' was reported in place of {first + count}.");
            await Task.Delay(delay, cancellationToken);
        }
        finally
        {
            process.Kill();
        }

        // What it printed before it died counts too, but for a last line that may be cut.
        var rest = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return count + rest.AsSpan().Count('\n');
    }

    private static async Task CheckAsync(string path, long first, long reported, CancellationToken cancellationToken)
    {
        await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = path }, TimeProvider.System, cancellationToken);
        var verification = await storage.Care!.VerifyAsync(cancellationToken);
        Expect(verification.IsSound, string.Join(Environment.NewLine, verification.Findings));
        var sample = await SampleTrials.BeginAsync(storage.Runs, cancellationToken);
        var next = first;
        await foreach (var row in storage.Runs.ReadCandidatesAsync(sample.Plan, [sample.Overlay], first, PerWriter, cancellationToken))
        {
            Expect(row.Ordinal == next, $"Trial {next} is lost, {row.Ordinal} is there.");
            if (next++ < first + reported)
                Expect(row.Scores[0].Value == (row.Ordinal % 4 == 0 ? 1 : 0), $"The score of trial {row.Ordinal} was reported and is not there.");
        }

        Expect(next >= first + reported, $"{first + reported - next} of {reported} reported trials are lost.");
        if (reported > 0)
        {
            var found = new StoredGeneration[1];
            await storage.Runs.FindGenerationsAsync(new[] { SampleTrials.KeyOf(first + reported - 1) }, found, cancellationToken);
            var output = await storage.Runs.ReadOutputAsync(found[0].Id, cancellationToken);
            Expect(output.Text == SampleTrials.TextOf(first + reported - 1), $"The output of trial {first + reported - 1} is another.");
        }
    }

    private static void Expect(bool holds, string message)
    {
        if (!holds)
            throw new InvalidOperationException(message);
    }
}
