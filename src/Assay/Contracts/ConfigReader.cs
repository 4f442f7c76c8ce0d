using System.Globalization;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Contracts;

/// <summary>Reads the settings of a plugin and collects every broken rule; <see cref="Done"/> throws them together.</summary>
internal sealed class ConfigReader
{
    private readonly string plugin;
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<Problem> problems = [];

    /// <summary>Reads settings.</summary>
    /// <param name="plugin">The plugin's id, for messages.</param>
    /// <param name="config">The settings; null for none.</param>
    public ConfigReader(string plugin, JsonElement? config)
    {
        this.plugin = plugin;
        if (config is not { } element || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fail(null, $"The settings of '{plugin}' must be an object.");
            return;
        }

        foreach (var property in element.EnumerateObject())
            values[property.Name] = property.Value;
    }

    /// <summary>A setting as it stands; null when absent.</summary>
    public JsonElement? Raw(string name)
    {
        known.Add(name);
        return values.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string name, string byDefault) => OptionalText(name) ?? byDefault;

    /// <summary>A text that is not empty; null when absent.</summary>
    public string? OptionalText(string name)
    {
        if (Raw(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        Fail(name, $"'{name}' of '{plugin}' must be a text that is not empty.");
        return null;
    }

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name)
    {
        if (Raw(name) is null)
            Fail(name, $"'{plugin}' needs '{name}', a text that is not empty.");
        return OptionalText(name) ?? "";
    }

    /// <summary>One of a few words.</summary>
    public string OneOf(string name, string byDefault, params ReadOnlySpan<string> words)
    {
        var text = OptionalText(name) ?? byDefault;
        foreach (var word in words)
            if (word == text)
                return text;
        Fail(name, $"'{name}' of '{plugin}' is '{text}'; use one of {string.Join(", ", words.ToArray())}.");
        return byDefault;
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string name, bool byDefault)
    {
        if (Raw(name) is not { } value)
            return byDefault;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fail(name, $"'{name}' of '{plugin}' must be true or false.");
        return byDefault;
    }

    /// <summary>A finite number within bounds, both included.</summary>
    public double Number(string name, double byDefault, double least, double most)
    {
        if (Raw(name) is not { } value)
            return byDefault;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;
        Fail(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' of '{plugin}' must be a number from {least} to {most}."));
        return byDefault;
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public int Whole(string name, int byDefault, int least, int most)
    {
        if (Raw(name) is not { } value)
            return byDefault;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Fail(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' of '{plugin}' must be a whole number from {least} to {most}."));
        return byDefault;
    }

    /// <summary>Records a broken rule.</summary>
    /// <param name="path">The path within the settings; null for the whole.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public void Fail(string? path, string message) =>
        problems.Add(new Problem(ErrorCode.SchemaMismatch, message) { Path = path });

    /// <summary>Whether no rule is broken so far.</summary>
    public bool Good => problems.Count == 0;

    /// <summary>Ends reading: settings that nobody asked for are problems too.</summary>
    /// <exception cref="SpecValidationException">Some rule is broken.</exception>
    public void Done()
    {
        foreach (var name in values.Keys.Where(name => !known.Contains(name)))
            Fail(name, known.Count == 0
                ? $"'{plugin}' has no setting '{name}'; it takes none."
                : $"'{plugin}' has no setting '{name}'; it takes {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        if (problems.Count > 0)
            throw new SpecValidationException(problems);
    }
}
