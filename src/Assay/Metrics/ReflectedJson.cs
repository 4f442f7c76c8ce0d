using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Assay.Errors;

namespace Assay.Metrics;

/// <summary>Turns parsed values of any type into JSON, for the built-in metrics that look into them.</summary>
internal static class ReflectedJson
{
    private const string Guarded = "Reached only where JsonSerializer.IsReflectionEnabledByDefault, which is false where code is trimmed or compiled ahead of time.";

    private static readonly JsonSerializerOptions Options = Create();

    /// <summary>The value as JSON, with camel-cased names and enums by name.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.MetricFailed"/>: code is trimmed or compiled ahead of time.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Guarded)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Guarded)]
    public static JsonElement Of(object value) => JsonSerializer.IsReflectionEnabledByDefault
        ? JsonSerializer.SerializeToElement(value, value.GetType(), Options)
        : throw new AssayException(ErrorCode.MetricFailed, $"A value of {value.GetType().Name} cannot be read as JSON where code is trimmed or compiled ahead of time; let the extractor give a text, a number or a JsonElement, or write the metric in code.");

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Guarded)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Guarded)]
    private static JsonSerializerOptions Create() => new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
    };
}
