using System.Text.Json.Serialization;

namespace Assay.Specs.Serialization;

/// <summary>The generated metadata of every spec record. It is read through <see cref="SpecSerializer"/>, which adds the defaults that generated code loses.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(JsonValueConverter),
        typeof(SnakeCaseEnumConverter<DatasetKind>),
        typeof(SnakeCaseEnumConverter<DatasetQueryKind>),
        typeof(SnakeCaseEnumConverter<GateAction>),
        typeof(SnakeCaseEnumConverter<GatePolicy>),
        typeof(SnakeCaseEnumConverter<JudgeForm>),
        typeof(SnakeCaseEnumConverter<LimitMeasure>),
        typeof(SnakeCaseEnumConverter<McpApproval>),
        typeof(SnakeCaseEnumConverter<MessageRole>),
        typeof(SnakeCaseEnumConverter<PanelRule>),
        typeof(SnakeCaseEnumConverter<PayloadCompression>),
        typeof(SnakeCaseEnumConverter<ScoreScope>),
        typeof(SnakeCaseEnumConverter<StoreDurability>),
        typeof(ValueListConverter<string>),
        typeof(ValueListConverter<JsonValue>),
        typeof(ValueListConverter<ExtractorSpec>),
        typeof(ValueListConverter<GateSpec>),
        typeof(ValueListConverter<InferenceParams>),
        typeof(ValueListConverter<LimitSpec>),
        typeof(ValueListConverter<McpServerSpec>),
        typeof(ValueListConverter<MessageSpec>),
        typeof(ValueListConverter<MetricSpec>),
        typeof(ValueListConverter<ModelSpec>),
        typeof(ValueListConverter<ParseSpec>),
        typeof(ValueListConverter<PriceSpec>),
        typeof(ValueListConverter<PromptSpec>),
        typeof(ValueListConverter<ScoreSpec>),
        typeof(ValueListConverter<SliceSpec>),
        typeof(ValueListConverter<TaskSpec>),
        typeof(ValueListConverter<ToolSpec>),
        typeof(ValueMapConverter<string>),
        typeof(ValueMapConverter<double>),
        typeof(ValueMapConverter<JsonValue>),
        typeof(ValueMapConverter<JudgeSpec>),
        typeof(ValueMapConverter<McpSpec>),
        typeof(ValueMapConverter<ProviderSpec>),
        typeof(ValueMapConverter<ValueList<JsonValue>>),
    ])]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonValue))]
[JsonSerializable(typeof(ValueList<JsonValue>))]
[JsonSerializable(typeof(BenchmarkSpec))]
[JsonSerializable(typeof(BudgetSpec))]
[JsonSerializable(typeof(DatasetQuery))]
[JsonSerializable(typeof(DatasetSpec))]
[JsonSerializable(typeof(ExamplesSpec))]
[JsonSerializable(typeof(ExecutionPolicy))]
[JsonSerializable(typeof(ExecutionBackendSpec))]
[JsonSerializable(typeof(ExperimentSpec))]
[JsonSerializable(typeof(ExtractorSpec))]
[JsonSerializable(typeof(GateSpec))]
[JsonSerializable(typeof(InferenceGrid))]
[JsonSerializable(typeof(InferenceParams))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(JudgeScale))]
[JsonSerializable(typeof(JudgeSpec))]
[JsonSerializable(typeof(LimitSpec))]
[JsonSerializable(typeof(McpServerSpec))]
[JsonSerializable(typeof(McpSpec))]
[JsonSerializable(typeof(MessageSpec))]
[JsonSerializable(typeof(MetricSpec))]
[JsonSerializable(typeof(ModelSpec))]
[JsonSerializable(typeof(ParseSpec))]
[JsonSerializable(typeof(PriceSpec))]
[JsonSerializable(typeof(ProjectSpec))]
[JsonSerializable(typeof(PromptSpec))]
[JsonSerializable(typeof(ProviderSpec))]
[JsonSerializable(typeof(ScoreSpec))]
[JsonSerializable(typeof(SliceSpec))]
[JsonSerializable(typeof(StorageSpec))]
[JsonSerializable(typeof(TaskSpec))]
[JsonSerializable(typeof(ToolSpec))]
internal sealed partial class SpecJsonContext : JsonSerializerContext;
