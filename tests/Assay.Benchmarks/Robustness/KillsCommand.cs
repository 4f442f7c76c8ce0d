using System.Globalization;
using Assay.StoreCrasher;

namespace Assay.Benchmarks.Robustness;

/// <summary>Kills a writing process many times and looks at its store after each.</summary>
internal static class KillsCommand
{
    private const int MostLines = 30_000;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var options = new Arguments(args, "--count", "--seed");
        var count = (int)options.Number("--count", 100);
        var seed = (int)options.Number("--seed", 1);
        var folder = Directory.CreateTempSubdirectory("assay-kills-").FullName;
        try
        {
            await StoreKills.RunAsync(
                folder,
                count,
                seed,
                MostLines,
                static (kill, reported) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill}: {reported} trials reported, all there, the store is sound")),
                cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} kills, nothing reported was lost"));
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
