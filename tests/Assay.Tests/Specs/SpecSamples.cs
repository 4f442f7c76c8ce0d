using Assay.Specs;

namespace Assay.Tests.Specs;

/// <summary>Valid specs, small and full, that tests vary.</summary>
internal static class SpecSamples
{
    public static BenchmarkSpec Small { get; } = new("support-triage")
    {
        Models = [new("m1", "local")],
        Prompts = [new("p1", [new(MessageRole.User, "{item.q}")])],
        Slices = [new("s1", new DatasetSpec(DatasetKind.Memory))],
        Parses = [new("letter", [new("choice_letter")])],
        Scores = [new("accuracy", [new("exact_match")]) { Parse = "letter" }],
    };

    public static BenchmarkSpec Full { get; } = new("support-triage")
    {
        Description = "Labels tickets – with \"quotes\" and ünïcode.",
        Models =
        [
            new("gpt-4o-mini", "openai") { Name = "gpt-4o-mini-2024-07-18", Extras = Json(("reasoning", """{"effort":"low","keep":false}"""), ("none", "null")) },
            new("keyword", "local"),
        ],
        Prompts =
        [
            new("direct", [new(MessageRole.System, "You label."), new(MessageRole.User, "{item.q}\n{prompt.hint}") { Images = ["data:image/png;base64,AA=="] }])
            {
                Family = "qa",
                FollowUps = [new(MessageRole.User, "Sure?")],
                Variables = Text(("hint", "Think.")),
            },
            new("short", [new(MessageRole.Developer, "{item.q}")]),
        ],
        Inference = new()
        {
            Params =
            [
                new() { Temperature = 0, TopP = 0.95, TopK = 40, MaxTokens = 64, Stop = ["\n\n"], Seed = -7, ResponseFormat = "json", Logprobs = 0, Extras = Json(("beam", "2")) },
                new() { Temperature = 0.1 },
            ],
            Overrides = new([new("temperature", [JsonValue.Parse("0"), JsonValue.Parse("0.5")]), new("min_p", [JsonValue.Parse("null"), JsonValue.Parse("[1,2]")])]),
        },
        Slices =
        [
            new("billing", new DatasetSpec(DatasetKind.Jsonl) { Path = "data/billing.jsonl" })
            {
                Query = new() { Kind = DatasetQueryKind.Stratified, Count = 20, Seed = 4_000_000_000, Field = "label", Where = Text(("lang", "en")), Fields = ["q", "label"] },
                Prompts = ["direct"],
                Families = ["qa"],
                Scores = ["accuracy"],
                Samples = 4,
                Tools = ["search"],
                McpServers = ["docs"],
                Dimensions = Text(("lang", "en"), ("source", "synthetic")),
                Cluster = "customer",
            },
            new("access", new DatasetSpec(DatasetKind.Csv) { Path = "../data/access.csv" }) { Query = new() { Kind = DatasetQueryKind.ItemIds, ItemIds = ["a", "b"] } },
        ],
        Parses = [new("letter", [new("choice_letter") { Version = "2", Config = JsonValue.Parse("""{"choices":"ABC"}""") }, new("regex") { Config = JsonValue.Parse("\"[A-C]\"") }])],
        Scores =
        [
            new("accuracy", [new("exact_match") { Version = "1.0", Config = JsonValue.Parse("{}") }, new("f1")]) { Parse = "letter", IfUnparsed = 0, HigherIsBetter = false, Reduction = "pass@2" },
            new("length", [new("chars")]),
            new("corpus", [new("corpus_bleu")]) { Scope = ScoreScope.Slice },
        ],
        Gates = [new("accuracy/f1", GatePolicy.Relative) { Tolerance = 0.01 }, new("length", GatePolicy.Exact)],
        Samples = 3,
    };

    public static ExperimentSpec Experiment { get; } = new("triage")
    {
        Models = Full.Models,
        Params = Full.Inference.Params,
        Tasks =
        [
            new("billing", Full.Slices[0].Dataset)
            {
                Query = Full.Slices[0].Query,
                Prompts = Full.Prompts,
                Parses = Full.Parses,
                Scores = Full.Scores,
                Samples = 4,
                Tools = ["search"],
                McpServers = ["docs"],
                Dimensions = Full.Slices[0].Dimensions,
                Cluster = "customer",
            },
        ],
        Samples = 2,
    };

    public static ProjectSpec Project { get; } = new("demo")
    {
        OwnerId = "team-a",
        GlobalSeed = 42,
        Storage = new PostgresStorageSpec("Host=db;Database=assay", "blobs") { StoreItemPayloads = false, Compression = PayloadCompression.None, Durability = StoreDurability.Full },
        Execution = new() { MaxRetries = 0, BackoffFactor = 2, CircuitBreakerThreshold = 9, MaxInFlight = 512, Parallelism = 2, RetryableCodes = [] },
        Backend = new WorkerPoolBackendSpec { LeaseTtlSeconds = 60, PollSeconds = 0.5, Tags = ["gpu"] },
        Tools = [new("search", "Finds pages.") { InputSchema = JsonValue.Parse("""{"type":"object"}""") }],
        McpServers = [new("docs", "Docs", McpApproval.Never) { ServerUrl = "https://example.org/mcp", AllowedTools = ["find"], AuthorizationSecret = "DOCS_TOKEN" }],
        Mcp = new([
            KeyValuePair.Create("orders", new McpSpec
            {
                Command = "dotnet",
                Args = ["exec", "orders.dll"],
                Env = Text(("REGION", "eu")),
                WorkingDirectory = "tools",
                Version = "3",
                Tools = [new("status", "Says how far an order is.") { InputSchema = JsonValue.Parse("""{"type":"object"}""") }],
                AllowedTools = ["status"],
                StartTimeoutSeconds = 5,
                ToolTimeoutSeconds = 7,
            }),
            KeyValuePair.Create("wiki", new McpSpec { Url = "https://example.org/wiki", Headers = Text(("x-team", "quality")) }),
        ]),
        Prices = [new("gpt-4o-mini") { InputPerMillion = 0.15, OutputPerMillion = 0.6, CachedInputPerMillion = 0.075 }],
        Providers = new([KeyValuePair.Create("openai", new ProviderSpec("openai_compatible")
        {
            BaseUrl = "https://example.org/v1",
            ApiKey = "env:OPENAI_API_KEY",
            Headers = Text(("x-team", "quality")),
            Paid = false,
            Stream = false,
            TimeoutSeconds = 30,
            MaxConcurrency = 8,
            RequestsPerMinute = 500,
            TokensPerMinute = 200_000,
            MaxTurns = 4,
            MaxToolCalls = 12,
            ToolTimeoutSeconds = 5,
        })]),
        Judges = new([
            KeyValuePair.Create("tone", new JudgeSpec
            {
                Model = "gpt-4o",
                Provider = "openai",
                Form = JudgeForm.Compare,
                Scale = new JudgeScale { Least = 0, Most = 10, Whole = false, Labels = new([KeyValuePair.Create("bad", 0.0), KeyValuePair.Create("good", 1.0)]) },
                Criteria = "Is it kind?",
                Shows = ["question"],
                System = "You judge.",
                Prompt = "{criteria} {output}",
                Params = new InferenceParams { Temperature = 0 },
                Extras = Json(("tier", "\"flex\"")),
                Attempts = 2,
            }),
            KeyValuePair.Create("both", new JudgeSpec { Panel = ["tone"], Rule = PanelRule.Mean }),
        ]),
        Metadata = Json(("cost_centre", "17"), ("flags", "[true,null]")),
    };

    public static ValueMap<JsonValue> Json(params (string Key, string Value)[] pairs) =>
        new(pairs.Select(static pair => KeyValuePair.Create(pair.Key, JsonValue.Parse(pair.Value))));

    public static ValueMap<string> Text(params (string Key, string Value)[] pairs) =>
        new(pairs.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value)));
}
