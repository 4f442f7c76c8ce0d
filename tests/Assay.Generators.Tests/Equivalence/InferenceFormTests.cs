using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class InferenceFormTests
{
    private const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";

    public static TheoryData<string, InferenceGrid> Grids => new()
    {
        { "", new InferenceGrid() },
        { "[Inference]", new InferenceGrid { Params = [new()] } },
        {
            "[Inference(Temperature = 0.5, TopP = 0.9, TopK = 40, MaxTokens = 64, Stop = [\"\\n\", \"END\"], Seed = 0, ResponseFormat = \"json\", Logprobs = 0, Extras = [\"effort=low\", \"n=1\", \"nested={\\\"a\\\": [1]}\"])]",
            new InferenceGrid
            {
                Params =
                [
                    new()
                    {
                        Temperature = 0.5,
                        TopP = 0.9,
                        TopK = 40,
                        MaxTokens = 64,
                        Stop = ["\n", "END"],
                        Seed = 0,
                        ResponseFormat = "json",
                        Logprobs = 0,
                        Extras = new([new("effort", JsonValue.Parse("\"low\"")), new("n", JsonValue.Parse("1")), new("nested", JsonValue.Parse("{\"a\":[1]}"))]),
                    },
                ],
            }
        },
        {
            "[Inference(Temperature = 0, ResponseType = typeof(Ticket), Extras = [\"a=1\", \"z=2\"])]",
            new InferenceGrid
            {
                Params =
                [
                    (new InferenceParams { Temperature = 0, Extras = new([new("a", JsonValue.Parse("1")), new("z", JsonValue.Parse("2"))]) }).AnsweringAs("Ticket", JsonValue.Parse(
                        """
                        {
                          "type": "object",
                          "properties": { "id": { "type": "string" }, "question": { "type": "string" }, "label": { "type": "string" }, "lang": { "type": "string" } },
                          "required": ["id", "question", "label", "lang"],
                          "additionalProperties": false
                        }
                        """)),
                ],
            }
        },
        { "[Inference(Temperature = 0)] [Inference(Temperature = 1)]", new InferenceGrid { Params = [new() { Temperature = 0 }, new() { Temperature = 1 }] } },
        {
            "[InferenceGrid(Temperature = [0, 0.7], MaxTokens = [64, 256])]",
            new InferenceGrid { Overrides = new([new("temperature", Json("0", "0.7")), new("max_tokens", Json("64", "256"))]) }
        },
        {
            "[Inference(TopK = 3)] [Inference(TopK = 4)] [InferenceGrid(TopP = [0.5], Stop = [\"a\\\"b\"], Seed = [-1, 2], ResponseFormat = [\"text\"], Logprobs = [1], Extras = [\"effort=low\", \"effort=high\", \"x=true\"])]",
            new InferenceGrid
            {
                Params = [new() { TopK = 3 }, new() { TopK = 4 }],
                Overrides = new(
                [
                    new("top_p", Json("0.5")), new("stop", Json("[\"a\\\"b\"]")), new("seed", Json("-1", "2")), new("response_format", Json("\"text\"")),
                    new("logprobs", Json("1")), new("effort", Json("\"low\"", "\"high\"")), new("x", Json("true")),
                ]),
            }
        },
    };

    [Theory]
    [MemberData(nameof(Grids))]
    public Task Sets_of_params_and_grids(string attributes, InferenceGrid grid) =>
        VerifyAsync(Spec(Slice("all")) with { Inference = grid }, Class(All, $"[Model(\"echo\")] {attributes}"));

    [Fact]
    public Task Models_with_names_and_extras() => VerifyAsync(
        Spec(Slice("all")) with
        {
            Models =
            [
                new ModelSpec("echo", "echo"),
                new ModelSpec("big", "echo")
                {
                    Name = "echo-70b",
                    Extras = new([new("size", JsonValue.Parse("70")), new("note", JsonValue.Parse("\"first try\"")), new("flags", JsonValue.Parse("[true,null]"))]),
                },
            ],
        },
        Class(All, "[Model(\"echo\")] [Model(\"big\", Provider = nameof(Bench.Echo), Name = \"echo-70b\", Extras = [\"size=70\", \"note=first try\", \"flags=[true, null]\"])]"));

    [Fact]
    public Task Gates_by_nameof_and_samples() => VerifyAsync(
        Spec(Slice("all")) with
        {
            Samples = 3,
            Gates = [new GateSpec("accuracy", GatePolicy.Absolute) { Tolerance = 0.01 }, new GateSpec("length", GatePolicy.Relative) { Tolerance = 0.05 }],
        },
        Load(Source(All, "[Model(\"echo\")] [Gate(nameof(Bench.Accuracy), Tolerance = 0.01)] [Gate(\"length\", RelativeTolerance = 0.05)]").Replace("(\"bench\")", "(\"bench\", Samples = 3)")));

    private static ValueList<JsonValue> Json(params IEnumerable<string> values) => ValueList.From(values.Select(JsonValue.Parse));
}
