using System.Globalization;

namespace Assay.Benchmarks.Robustness;

/// <summary>The options of a command: names with values.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="ArgumentException">One is not among the known ones, or has no value.</exception>
    public Arguments(IReadOnlyList<string> args, params string[] known)
    {
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!known.Contains(args[i]) || i + 1 == args.Count)
                throw new ArgumentException($"'{args[i]}' is no option, or has no value. Options: {string.Join(", ", known)}.");
            values[args[i]] = args[i + 1];
        }
    }

    public string? Text(string name) => values.GetValueOrDefault(name);

    public double Number(string name, double otherwise) => values.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
