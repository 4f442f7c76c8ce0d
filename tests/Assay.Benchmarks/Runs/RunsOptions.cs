using System.Globalization;

namespace Assay.Benchmarks.Runs;

/// <summary>What <c>runs</c> is asked for.</summary>
internal sealed record RunsOptions
{
    public IReadOnlyList<int> Sizes { get; init; } = [1_000, 10_000, 100_000];

    /// <summary>The most items that a run has; more trials than these and the models give become samples.</summary>
    public int Items { get; init; } = int.MaxValue;

    /// <summary>The measures to take; all when empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public string? JsonFile { get; init; }

    /// <summary>Where the plot of memory is written; null for nowhere.</summary>
    public string? PlotFile { get; init; }

    public static RunsOptions Parse(IReadOnlyList<string> args)
    {
        var options = new RunsOptions();
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--sizes" => options with { Sizes = [.. value.Split(',').Select(Number)] },
                "--items" => options with { Items = Number(value) },
                "--only" => options with { Only = value.Split(',') },
                "--json" => options with { JsonFile = value },
                "--plot" => options with { PlotFile = value },
                _ => throw new ArgumentException($"'{args[i]}' is no option of runs."),
            };
        }

        return args.Count % 2 == 0 ? options : throw new ArgumentException($"'{args[^1]}' has no value.");
    }

    /// <summary>A whole number, also as <c>1e5</c>.</summary>
    public static int Number(string text) => checked((int)double.Parse(text, CultureInfo.InvariantCulture));
}
