using System.Collections.Immutable;
using System.Text.Json;
using Assay.Contracts;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>The members that lines of bundles have in common.</summary>
internal static class CandidateJson
{
    /// <summary>Where a candidate stands: its task, place, item, prompt variant, set of params and sample.</summary>
    public static void WritePlace(Utf8JsonWriter writer, PlannedSlice slice, long ordinal)
    {
        var cell = slice.CellOf(ordinal);
        writer.WriteString("task", slice.Task.Id);
        writer.WriteNumber("ordinal", ordinal);
        writer.WriteString("item_id", slice.Items[cell.Item].Id);
        if (slice.Prompts[cell.Prompt].Spec is { } prompt)
            writer.WriteString("prompt", prompt.Id);
        writer.WriteNumber("params_index", cell.Params);
        writer.WriteNumber("sample", cell.Sample);
    }

    /// <summary>A model: id, provider, wire name and, where there are any, extras.</summary>
    public static void WriteModel(Utf8JsonWriter writer, ModelSpec model)
    {
        writer.WriteStartObject("model");
        writer.WriteString("id", model.Id);
        writer.WriteString("provider", model.Provider);
        writer.WriteString("name", model.WireName);
        if (model.Extras.Count > 0)
        {
            writer.WriteStartObject("extras");
            foreach (var (name, value) in model.Extras)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(value.ToString(), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Rendered messages under a name.</summary>
    public static void WriteMessages(Utf8JsonWriter writer, string name, ImmutableArray<Message> messages)
    {
        writer.WriteStartArray(name);
        foreach (var message in messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", NameOf(message.Role));
            writer.WriteString("content", message.Text);
            if (message.Images.Count > 0)
            {
                writer.WriteStartArray("images");
                foreach (var image in message.Images)
                    writer.WriteStringValue(image);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Spec records under a name; nothing where there are none.</summary>
    public static void WriteSpecs<T>(Utf8JsonWriter writer, string name, IEnumerable<T> specs)
        where T : class
    {
        var any = false;
        foreach (var spec in specs)
        {
            if (!any)
                writer.WriteStartArray(name);
            any = true;
            writer.WriteRawValue(SpecJson.Write(spec), skipInputValidation: true);
        }

        if (any)
            writer.WriteEndArray();
    }

    /// <summary>An item's content, on one line whatever a data source gave.</summary>
    public static void WriteItem(Utf8JsonWriter writer, Item item)
    {
        writer.WritePropertyName("item");
        if (item.Json.Span.ContainsAny((byte)'\n', (byte)'\r'))
            item.Element.WriteTo(writer);
        else
            writer.WriteRawValue(item.Json.Span, skipInputValidation: true);
    }

    /// <summary>A role's name, in lower case.</summary>
    public static string NameOf(MessageRole role) => role.ToString().ToLowerInvariant();
}
