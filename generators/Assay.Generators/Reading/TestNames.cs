namespace Assay.Generators.Reading;

/// <summary>Names the tests of a class's slices: after the member, and after the values of a case.</summary>
internal sealed class TestNames(IEnumerable<string> members)
{
    private readonly HashSet<string> taken = new(members, StringComparer.Ordinal);

    /// <summary>A name that no other test of the class has.</summary>
    public string For(string member, IEnumerable<string> values)
    {
        var name = string.Join("_", values.Select(Plain).Prepend(member));
        while (!taken.Add(name))
            name += "_";
        return name;
    }

    private static string Plain(string value) => string.Concat(value.Select(static character => char.IsLetterOrDigit(character) && character < '\u0250' ? character : '_'));
}
