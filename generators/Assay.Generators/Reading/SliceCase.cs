using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The values by which one slice of a method with parameters differs from the others.</summary>
/// <param name="Place">Where they are written.</param>
/// <param name="Arguments">The arguments as C#.</param>
/// <param name="Values">The parameters' names with their values as text.</param>
internal sealed record SliceCase(Location Place, string Arguments, IReadOnlyList<PairModel> Values)
{
    /// <summary>Fills the values into a text: <c>{name}</c> is the parameter's.</summary>
    public string Fill(string text) => Values.Aggregate(text, static (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value));
}
