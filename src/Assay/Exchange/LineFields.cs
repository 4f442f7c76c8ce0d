using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>Reads the members of a line strictly: an unknown one, a wrong type and a missing one each are a problem. A member that is null counts as absent.</summary>
internal sealed class LineFields
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly ImportProblems problems;
    private readonly string prefix;
    private readonly int line;
    private readonly long before;

    /// <summary>Reads the members' names.</summary>
    /// <param name="element">An object.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="known">The names that it may have.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="prefix">What stands before members' names in problems, such as <c>error.</c>.</param>
    public LineFields(JsonElement element, int line, FrozenSet<string> known, ImportProblems problems, string prefix = "")
    {
        this.problems = problems;
        this.prefix = prefix;
        this.line = line;
        before = problems.Count;
        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is not { } name || !known.Contains(name))
                problems.Add(ErrorCode.ImportMalformed, line, $"There is no member '{prefix}{Printable(member)}'; the members are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                members[name] = member.Value;
        }
    }

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsSound => problems.Count == before;

    /// <summary>Whether a member is given.</summary>
    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>A member that must be given; a problem where it is not.</summary>
    public bool Require(string name)
    {
        if (Has(name))
            return true;
        Problem(ErrorCode.ImportMissing, $"The member '{prefix}{name}' is missing; add it.");
        return false;
    }

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Malformed(name, "valid Unicode");
            return null;
        }

        Malformed(name, "a text");
        return null;
    }

    /// <summary>A name: a text, or a number as it is spelt.</summary>
    public string? Name(string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(name);

    /// <summary>A text in which U+FFFD replaces halves of surrogate pairs.</summary>
    public string? LooseText(string name)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return Exchange.LooseText.Read(value);
        Malformed(name, "a text");
        return null;
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public int? Whole(string name, int least = 0)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least)
            return number;
        Malformed(name, string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least}"));
        return null;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string name)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        Malformed(name, "a finite number");
        return null;
    }

    /// <summary>Numbers by name: the members of an object; none where it is not given.</summary>
    public ValueMap<double> Numbers(string name)
    {
        if (!members.TryGetValue(name, out var value))
            return ValueMap<double>.Empty;
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var isSound = value.ValueKind == JsonValueKind.Object;
        if (isSound)
        {
            foreach (var member in value.EnumerateObject())
            {
                isSound &= NameOf(member) is { } known && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var number) && double.IsFinite(number) && numbers.TryAdd(known, number);
            }
        }

        if (!isSound)
            Malformed(name, "an object whose members are finite numbers, each named once");
        return new ValueMap<double>(numbers);
    }

    /// <summary>A time span given in milliseconds, from 0 to a year.</summary>
    public TimeSpan? Milliseconds(string name)
    {
        if (Number(name) is not { } number)
            return null;
        if (number is >= 0 and <= 366.0 * 24 * 60 * 60 * 1000)
            return TimeSpan.FromMilliseconds(number);
        Malformed(name, "a time of up to a year in milliseconds");
        return null;
    }

    /// <summary>A point in time in ISO 8601; without an offset it is taken as UTC.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) && instant >= DateTimeOffset.UnixEpoch)
            return instant;
        Malformed(name, "a time in ISO 8601, such as 2026-01-31T12:00:00Z");
        return null;
    }

    /// <summary>An identity.</summary>
    public Hash128? Key(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Hash128.TryParse(text, out var key))
            return key;
        Malformed(name, "an identity of 32 hexadecimal digits");
        return null;
    }

    /// <summary>An object's members.</summary>
    public LineFields? Object(string name, FrozenSet<string> known)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return new LineFields(value, line, known, problems, $"{prefix}{name}.");
        Malformed(name, "an object");
        return null;
    }

    /// <summary>Any JSON value.</summary>
    public JsonElement? Value(string name) => members.TryGetValue(name, out var value) ? value : null;

    /// <summary>The objects of an array.</summary>
    public IEnumerable<LineFields> Objects(string name, FrozenSet<string> known)
    {
        if (!members.TryGetValue(name, out var value))
            yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Malformed(name, "an array of objects");
            yield break;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]");
            if (element.ValueKind == JsonValueKind.Object)
                yield return new LineFields(element, line, known, problems, $"{prefix}{place}.");
            else
                Malformed(place, "an object");
        }
    }

    /// <summary>Adds a problem of this line.</summary>
    public void Problem(ErrorCode code, string message) => problems.Add(code, line, message);

    /// <summary>Adds the problem of a member that is not what it should be.</summary>
    public void Malformed(string name, string expected) =>
        Problem(ErrorCode.ImportMalformed, $"The member '{prefix}{name}' is not {expected}; correct it.");

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Printable(JsonProperty member)
    {
        const int longest = 60;
        var name = NameOf(member) ?? "(not Unicode)";
        return name.Length <= longest ? name : name[..longest] + "…";
    }
}
