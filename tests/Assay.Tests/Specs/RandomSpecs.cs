using Assay.Specs;

namespace Assay.Tests.Specs;

/// <summary>Benchmarks with arbitrary, not necessarily valid members, the same for the same seed.</summary>
internal sealed class RandomSpecs(int seed)
{
    private static readonly string[] Words = ["", "a", "ü-1", "\"quoted\"", "two\nlines", "tab\t\u0001", "😀", "{item.q}", "</script>"];
    private static readonly string[] Values = ["null", "false", "0", "-1.50", "1e300", "\"x\"", "[]", "{}", """{"b":[1,{"a":null}]}"""];
    private readonly Random random = new(seed);

    public BenchmarkSpec Benchmark() => new(Word())
    {
        Description = Maybe(Word),
        Models = List(() => new ModelSpec(Word(), Word()) { Name = Maybe(Word), Extras = Map(Value) }),
        Prompts = List(() => new PromptSpec(Word(), List(Message)) { Family = Maybe(Word), FollowUps = List(Message), Variables = Map(Word) }),
        Inference = new() { Params = List(Params), Overrides = Map(() => List(Value)) },
        Slices = List(() => new SliceSpec(Word(), new DatasetSpec(Any<DatasetKind>()) { Path = Maybe(Word) })
        {
            Query = Query(),
            Prompts = List(Word),
            Families = List(Word),
            Scores = List(Word),
            Dimensions = Map(Word),
            Cluster = Maybe(Word),
        }),
        Parses = List(() => new ParseSpec(Word(), List(() => new ExtractorSpec(Word()) { Version = Maybe(Word), Config = Config() }))),
        Scores = List(() => new ScoreSpec(Word(), List(() => new MetricSpec(Word()) { Version = Maybe(Word), Config = Config() }))
        {
            Parse = Maybe(Word),
            HigherIsBetter = random.Next(2) == 0,
            IfUnparsed = Number(),
        }),
        Gates = List(() => new GateSpec(Word(), Any<GatePolicy>())
        {
            Tolerance = random.NextDouble(),
            Baseline = Maybe(Word),
            MinEffect = random.NextDouble(),
            Alpha = random.NextDouble(),
            Margin = random.NextDouble(),
            AtLeast = Number(),
            AtMost = Number(),
            ErrorRate = random.NextDouble(),
            Confirm = random.Next(3),
            OnImproved = Any<GateAction>(),
            OnRegressed = Any<GateAction>(),
            OnInconclusive = Any<GateAction>(),
            OnIncomparable = Any<GateAction>(),
        }),
        Limits = List(() => new LimitSpec(Any<LimitMeasure>(), random.NextDouble()) { Model = Maybe(Word) }),
        Samples = random.Next(-1, 3),
    };

    private InferenceParams Params() => new()
    {
        Temperature = Number(),
        TopP = Number(),
        TopK = Whole(),
        MaxTokens = Whole(),
        Stop = List(Word),
        Seed = Whole() is { } whole ? whole * 5_000_000_000 : null,
        ResponseFormat = Maybe(Word),
        Logprobs = Whole(),
        Extras = Map(Value),
    };

    private DatasetQuery Query() => new()
    {
        Kind = Any<DatasetQueryKind>(),
        Count = Whole(),
        Seed = Whole(),
        Field = Maybe(Word),
        ItemIds = List(Word),
        Where = Map(Word),
        Fields = List(Word),
    };

    private MessageSpec Message() => new(Any<MessageRole>(), Word()) { Images = List(Word) };

    private string Word() => Words[random.Next(Words.Length)];

    private JsonValue Value() => JsonValue.Parse(Values[random.Next(Values.Length)]);

    private JsonValue? Config() => Value() is { Element.ValueKind: not System.Text.Json.JsonValueKind.Null } value ? value : null;

    private double? Number() => random.Next(3) == 0 ? null : random.Next(2) == 0 ? random.Next(3) : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20));

    private int? Whole() => random.Next(2) == 0 ? null : random.Next(-2, 100);

    private T? Maybe<T>(Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private ValueList<T> List<T>(Func<T> make) => ValueList.From(Enumerable.Range(0, random.Next(4)).Select(_ => make()).ToList());

    private ValueMap<T> Map<T>(Func<T> make) => new(Enumerable.Range(0, random.Next(4)).Select(_ => Word()).Distinct().Select(key => KeyValuePair.Create(key, make())).ToList());
}
