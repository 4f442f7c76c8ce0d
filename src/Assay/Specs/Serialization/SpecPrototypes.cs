namespace Assay.Specs.Serialization;

/// <summary>
/// One instance of each record with every optional member at its default: what is left out on writing and filled in
/// on reading, because generated deserialisers set absent init members to null and zero instead of their initialisers.
/// </summary>
internal static class SpecPrototypes
{
    private static readonly Dictionary<Type, object> All = new object[]
    {
        new BatchBackendSpec(""),
        new BenchmarkSpec(""),
        new BudgetSpec(),
        new DatasetQuery(),
        new DatasetSpec(DatasetKind.Memory),
        new ExamplesSpec(new DatasetSpec(DatasetKind.Memory), []),
        new ExecutionPolicy(),
        new ExperimentSpec(""),
        new ExtractorSpec(""),
        new GateSpec("", GatePolicy.Exact),
        new InferenceGrid(),
        new InferenceParams(),
        new JudgeScale(),
        new JudgeSpec(),
        new LimitSpec(LimitMeasure.LatencyP95, 0),
        new LocalBackendSpec(),
        new McpSpec(),
        new McpServerSpec("", "", McpApproval.Always),
        new MessageSpec(MessageRole.User, ""),
        new MetricSpec(""),
        new ModelSpec("", ""),
        new ParseSpec("", []),
        new PostgresStorageSpec("", ""),
        new PriceSpec(""),
        new ProjectSpec(""),
        new PromptSpec("", []),
        new ProviderSpec(""),
        new ScoreSpec("", []),
        new SliceSpec("", new DatasetSpec(DatasetKind.Memory)),
        new SqliteStorageSpec(),
        new TaskSpec("", new DatasetSpec(DatasetKind.Memory)),
        new ToolSpec("", ""),
        new WorkerPoolBackendSpec(),
    }.ToDictionary(static prototype => prototype.GetType());

    /// <summary>The prototype of a record type; null where it has none, being abstract or no record.</summary>
    public static object? Find(Type type) => All.GetValueOrDefault(type);
}
