using System.Text.Json;

namespace Assay.Storage.Care;

/// <summary>The id in a definition's spec.</summary>
internal static class DefinitionId
{
    /// <summary>The member <c>id</c>, else <c>name</c>; empty where the spec has neither.</summary>
    public static string Of(string json)
    {
        using var spec = JsonDocument.Parse(json);
        foreach (var member in (ReadOnlySpan<string>)["id", "name"])
        {
            if (spec.RootElement.ValueKind == JsonValueKind.Object && spec.RootElement.TryGetProperty(member, out var id) && id.ValueKind == JsonValueKind.String)
                return id.GetString()!;
        }

        return "";
    }
}
