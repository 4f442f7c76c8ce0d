using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Errors;

namespace Assay.Datasets;

/// <summary>Words JSON's own errors for the person who wrote the file, at their line and column.</summary>
internal static class JsonProblems
{
    /// <summary>The problem of a record that cannot be read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="record">The record.</param>
    /// <param name="exception">What reading it threw.</param>
    /// <param name="type">The type that it was read into; null for none.</param>
    public static DatasetException InRecord(DataFile file, RawRecord record, JsonException exception, JsonTypeInfo? type = null)
    {
        var below = (int)(exception.LineNumber ?? 0);
        int? column = record.Column == 0 || exception.BytePositionInLine is not { } position
            ? null
            : Column(record.Json.Span, below, (int)position) + (below == 0 ? record.Column - 1 : 0);
        return file.Place.Error(ErrorCode.DatasetMalformed, Describe(exception, type), record.Line + below, column, exception);
    }

    /// <summary>One sentence on what is wrong and how to mend it.</summary>
    public static string Describe(JsonException exception, JsonTypeInfo? type = null)
    {
        var text = exception.Message;
        foreach (var tail in (ReadOnlySpan<string>)[" Path: ", " LineNumber: ", " Change the reader options"])
            if (text.IndexOf(tail, StringComparison.Ordinal) is var at and >= 0)
                text = text[..at];
        text = text.TrimEnd('.', ' ');

        var field = exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : exception.Path ?? "$";
        if (text.Contains("could not be converted to ", StringComparison.Ordinal))
            return $"The field '{field}' is not {Expected(type, field)}; correct its value.";
        if (text.Contains("missing required properties", StringComparison.Ordinal))
            return $"A field is missing: {text[(text.LastIndexOf(':') + 1)..].Trim()}; add it, or give the member a default value.";
        if (text.Contains("doesn't allow", StringComparison.Ordinal))
            return $"The field '{field}' is null and its member is not nullable; give it a value.";
        if (text.StartsWith("Duplicate property ", StringComparison.Ordinal) && text.Split('\'') is [_, var name, ..])
            return $"The field '{name}' is given twice; remove one.";
        return $"This is not well-formed JSON: {text}. Correct it.";
    }

    private static string Expected(JsonTypeInfo? type, string field)
    {
        if (!FieldPath.TryParse(field, out var path))
            return "of its member's type";
        foreach (var segment in path.Segments)
        {
            var next = type?.Kind == JsonTypeInfoKind.Object
                ? type.Properties.FirstOrDefault(property => FieldNames.Match(property.Name, segment))?.PropertyType
                : type?.ElementType;
            type = next is null ? null : type!.Options.GetTypeInfo(next);
        }

        return type is null ? "of its member's type" : Kind(type.Type);
    }

    private static string Kind(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Kind(underlying) + " or null";
        if (type.IsEnum)
            return $"one of {string.Join(", ", Enum.GetNames(type))}";
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "text",
            TypeCode.Char => "a text of one character",
            TypeCode.Boolean => "true or false",
            TypeCode.DateTime => "an ISO 8601 date and time",
            >= TypeCode.SByte and <= TypeCode.UInt64 => $"a whole number in the range of {type.Name}",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            _ => $"a {type.Name}",
        };
    }

    private static int Column(ReadOnlySpan<byte> json, int below, int position)
    {
        for (; below > 0; below--)
            json = json[(json.IndexOf((byte)'\n') + 1)..];
        return Encoding.UTF8.GetCharCount(json[..Math.Min(position, json.Length)]) + 1;
    }
}
