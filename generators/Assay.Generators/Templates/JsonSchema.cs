namespace Assay.Generators.Templates;

/// <summary>A JSON schema that is written.</summary>
/// <param name="type">What JSON calls the type; null for any.</param>
internal sealed class JsonSchema(string? type)
{
    private readonly List<(string Key, string Json)> keywords = [];
    private readonly List<(string Key, List<string> Elements)> lists = [];
    private bool mayBeNull;

    public JsonSchema With(string key, string json)
    {
        keywords.Add((key, json));
        return this;
    }

    /// <summary>Adds a list; nothing for an empty one.</summary>
    public JsonSchema With(string key, List<string> elements)
    {
        if (elements.Count > 0)
            lists.Add((key, elements));
        return this;
    }

    /// <summary>Allows null.</summary>
    public JsonSchema OrNull()
    {
        mayBeNull = true;
        return this;
    }

    public override string ToString()
    {
        var written = new List<string>();
        if (type is not null)
            written.Add(mayBeNull ? $"\"type\":[\"{type}\",\"null\"]" : $"\"type\":\"{type}\"");
        written.AddRange(keywords.Select(static keyword => $"\"{keyword.Key}\":{keyword.Json}"));
        foreach (var (key, elements) in lists)
            written.Add($"\"{key}\":[{string.Join(",", mayBeNull && key == "enum" ? elements.Append("null") : elements)}]");
        return $"{{{string.Join(",", written)}}}";
    }
}
