using System.Text;

namespace Assay.Generators.Reading;

/// <summary>Proposes ids.</summary>
internal static class FreeId
{
    /// <summary>The member's name as an id, or else the id with the first free number; taken from then on.</summary>
    public static string For(string id, string? memberName, HashSet<string> taken)
    {
        if (memberName is not null && Of(memberName) is var named && taken.Add(named))
            return named;
        var number = 2;
        while (!taken.Add($"{id}-{number}"))
            number++;
        return $"{id}-{number}";
    }

    /// <summary>A name as an id: <c>HasUnit2</c> is <c>has-unit2</c>.</summary>
    public static string Of(string name)
    {
        var id = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var beginsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (name[i] == '_' || beginsWord && id.Length > 0 && id[id.Length - 1] != '-')
                id.Append('-');
            if (name[i] != '_')
                id.Append(char.ToLowerInvariant(name[i]));
        }

        return id.ToString().Trim('-');
    }
}
