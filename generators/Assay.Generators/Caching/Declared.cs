namespace Assay.Generators.Caching;

/// <summary>What a file declares that code in other files may mean by its name: a type, or an extension method.</summary>
/// <param name="Name">The name by which code refers to it.</param>
/// <param name="Needed">The other names that such code, or code that it leads to, must hold: the last of the namespace, and the containing types.</param>
internal readonly record struct Declared(string Name, string Needed)
{
    public const char Separator = '.';

    /// <summary>Whether code that holds these names may mean it.</summary>
    public bool IsMeantBy(HashSet<string> names)
    {
        if (Needed.Length == 0)
            return true;
        foreach (var name in Needed.Split(Separator))
        {
            if (!names.Contains(name))
                return false;
        }

        return true;
    }
}
