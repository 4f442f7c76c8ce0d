using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Datasets;

/// <summary>A column of a file of comma-separated values, with the kind of JSON value that its texts become.</summary>
/// <param name="Name">The name in the header.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Nullable">Whether an empty text becomes null.</param>
internal sealed record CsvColumn(string Name, CsvColumnKind Kind, bool Nullable)
{
    /// <summary>What a value must be, for problems.</summary>
    public string Expected => Kind == CsvColumnKind.Number ? "a number such as 1.5" : "true or false";

    /// <summary>The column of a name; text where the type has no such member.</summary>
    public static CsvColumn For(string name, JsonTypeInfo type)
    {
        var property = type.Kind != JsonTypeInfoKind.Object
            ? null
            : type.Properties.FirstOrDefault(candidate => candidate.Name == name) ?? type.Properties.FirstOrDefault(candidate => FieldNames.Match(candidate.Name, name));
        if (property is null)
            return new CsvColumn(name, CsvColumnKind.Text, false);
        var underlying = System.Nullable.GetUnderlyingType(property.PropertyType);
        return new CsvColumn(name, KindOf(underlying ?? property.PropertyType), underlying is not null);
    }

    /// <summary>Writes a text as the column's kind of value; false when it is none.</summary>
    public bool TryWrite(Utf8JsonWriter writer, string text)
    {
        if (Kind != CsvColumnKind.Text)
            text = text.Trim();
        if (text.Length == 0 && Nullable)
            writer.WriteNullValue();
        else if (Kind == CsvColumnKind.Text)
            writer.WriteStringValue(text);
        else if (Kind == CsvColumnKind.Truth && bool.TryParse(text, out var truth))
            writer.WriteBooleanValue(truth);
        else if (Kind == CsvColumnKind.Number && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (Kind == CsvColumnKind.Number && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact))
            writer.WriteNumberValue(exact);
        else if (Kind == CsvColumnKind.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            return false;
        return true;
    }

    private static CsvColumnKind KindOf(Type type)
    {
        if (type.IsEnum)
            return CsvColumnKind.Text;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => CsvColumnKind.Truth,
            >= TypeCode.SByte and <= TypeCode.Decimal => CsvColumnKind.Number,
            _ => CsvColumnKind.Text,
        };
    }
}
