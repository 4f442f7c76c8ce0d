using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Datasets;

/// <summary>How typed items are read and written when the user gives no type info.</summary>
internal static class ItemJson
{
    /// <summary>How untyped records are read: a repeated field is an error, as for typed ones.</summary>
    public static readonly JsonDocumentOptions Document = new() { AllowDuplicateProperties = false };

    private const string Reflection = "Reads by reflection.";

    /// <summary>The reflected type info of a type.</summary>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Reflected.Options.GetTypeInfo(typeof(T));

    private static class Reflected
    {
        private const string Guarded = "The options reach nobody but callers that say that they reflect.";

        public static readonly JsonSerializerOptions Options = Create();

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Guarded)]
        [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Guarded)]
        private static JsonSerializerOptions Create()
        {
            var options = new JsonSerializerOptions
            {
                PropertyNameCaseInsensitive = true,
                IncludeFields = true,
                AllowDuplicateProperties = false,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
                Converters = { new JsonStringEnumConverter() },
            };
            options.MakeReadOnly();
            return options;
        }
    }
}
