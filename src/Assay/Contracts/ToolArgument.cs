using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Contracts;

/// <summary>A tool's arguments, or one of them, read as the parameters of a <see cref="ToolAttribute">[Tool]</see> method want it: generated code calls this.</summary>
public sealed class ToolArgument
{
    private readonly JsonElement value;
    private readonly string path;

    /// <summary>Takes the arguments of a call.</summary>
    /// <param name="arguments">An object; anything else has no members.</param>
    public ToolArgument(JsonElement arguments)
        : this(arguments, "")
    {
    }

    private ToolArgument(JsonElement value, string path)
    {
        this.value = value;
        this.path = path;
    }

    /// <summary>Whether it is null.</summary>
    public bool IsNull => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A member that must be there.</summary>
    /// <exception cref="AssayException">It is not, or has another form: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T Get<T>(string name, Func<ToolArgument, T> read) =>
        Find(name) is { } member ? read(member) : throw Invalid($"The argument '{Join(name)}' is missing; give one as the tool's schema says.");

    /// <summary>A member that may be left out.</summary>
    /// <exception cref="AssayException">It has another form: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T Get<T>(string name, Func<ToolArgument, T> read, T otherwise) => Find(name) is { } member ? read(member) : otherwise;

    /// <summary>The value as it is.</summary>
    public JsonElement AsJson() => value;

    /// <summary>The text.</summary>
    /// <exception cref="AssayException">It is none: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public string AsText() => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw NotA("text");

    /// <summary>The truth value.</summary>
    /// <exception cref="AssayException">It is none: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public bool AsTruth() => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw NotA("truth value"),
    };

    /// <summary>The number; a whole one may be written with a fraction of zero.</summary>
    /// <exception cref="AssayException">It is none, or out of the type's range: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T AsNumber<T>()
        where T : struct, INumber<T> =>
        value.ValueKind == JsonValueKind.Number && T.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw NotA($"number of the type {typeof(T).Name}");

    /// <summary>The value that a text spells in the invariant culture, such as a date.</summary>
    /// <exception cref="AssayException">It spells none: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T AsParsed<T>()
        where T : IParsable<T> =>
        T.TryParse(AsText(), CultureInfo.InvariantCulture, out var parsed) ? parsed : throw NotA($"text of the type {typeof(T).Name}");

    /// <summary>The enum's member of that name, whatever its case.</summary>
    /// <exception cref="AssayException">There is none: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T AsChoice<T>()
        where T : struct, Enum
    {
        var text = AsText();
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.TryParse<T>(text, ignoreCase: true, out var choice)
            ? choice
            : throw NotA($"choice among {string.Join(", ", Enum.GetNames<T>())}");
    }

    /// <summary>The values of a list.</summary>
    /// <exception cref="AssayException">It is none, or a value has another form: <see cref="ErrorCode.ToolArgumentInvalid"/>.</exception>
    public T[] AsList<T>(Func<ToolArgument, T> read) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select((element, i) => read(new ToolArgument(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))))]
        : throw NotA("list");

    private ToolArgument? Find(string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? new ToolArgument(member, Join(name)) : null;

    private string Join(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private AssayException NotA(string form) => Invalid($"The argument '{path}' is {value.GetRawText()}, and no {form}; give one as the tool's schema says.");

    private static AssayException Invalid(string message) => new(ErrorCode.ToolArgumentInvalid, message);
}
