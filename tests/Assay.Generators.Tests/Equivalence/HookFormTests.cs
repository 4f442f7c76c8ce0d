using Assay.Contracts;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class HookFormTests
{
    private const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";

    public static TheoryData<string, Func<FunctionHook>> Hooks => new()
    {
        {
            "[BeforeInference(\"h\", Version = \"1\")] public static Assay.Contracts.EngineRequest H(Assay.Contracts.EngineRequest request) => request with { SampleIndex = request.SampleIndex };",
            static () => new FunctionHook("h", "1") { BeforeInference = static (_, _) => default }
        },
        {
            "[BeforeInference(\"h\", Version = \"1\")] public static async Task<Prompt> H(Prompt prompt, Ticket item, CancellationToken token) { await Task.Yield(); return new(new Message(Assay.Specs.MessageRole.User, item.Id + \"!\")); }",
            static () => new FunctionHook("h", "1")
            {
                BeforeInference = static (context, _) =>
                {
                    context.Request = context.Request with { Prompt = new(new Message(Specs.MessageRole.User, $"{context.Request.Item.Id}!")) };
                    return default;
                },
            }
        },
        {
            "[AfterInference(\"h\", Version = \"1\")] public static Output H(Output output, Assay.Contracts.InferenceHookContext context) => new(output.Text + context.Request.Item.Id + \"B\");",
            static () => new FunctionHook("h", "1")
            {
                AfterInference = static (context, _) =>
                {
                    context.Output = new Output($"{context.Output!.Text}{context.Request.Item.Id}B");
                    return default;
                },
            }
        },
        {
            "[AfterInference(\"h\", Version = \"1\")] public static async ValueTask<string> H(Output output) { await Task.Yield(); return output.Text + \"B\"; } [AfterScore(\"h\", Version = \"2\")] public static double H(Assay.Contracts.MetricResult result) => result.Value / 2;",
            static () => new FunctionHook("h", "1+2")
            {
                AfterInference = static (context, _) =>
                {
                    context.Output = context.Output! with { Text = $"{context.Output.Text}B" };
                    return default;
                },
                AfterEvaluation = static (context, _) =>
                {
                    context.Result = new MetricResult(context.Result!.Value.Value / 2);
                    return default;
                },
            }
        },
        {
            "[BeforeParse(\"h\", Version = \"1\")] public static string H(Output output, Ticket item) => item.Label;",
            static () => new FunctionHook("h", "1")
            {
                BeforeExtraction = static (context, _) =>
                {
                    context.Output = new Output(context.Output.Text[^1..]);
                    return default;
                },
            }
        },
        {
            "[AfterParse(\"h\", Version = \"1\")] public static Task<Assay.Contracts.Extraction> H(Assay.Contracts.Extraction extraction) => Task.FromResult(Assay.Contracts.Extraction.Found('B'));",
            static () => new FunctionHook("h", "1")
            {
                AfterExtraction = static (context, _) =>
                {
                    context.Extraction = Extraction.Found('B');
                    return default;
                },
            }
        },
        {
            "[BeforeScore(\"h\", Version = \"1\")] public static Output H(Output output) => new(\"four\"); [AfterScore(\"h\", Version = \"1\")] public static void Look(Ticket item, Assay.Contracts.MetricContext read, Assay.Contracts.EvaluationHookContext context) => context.Result = new(read.Output.Text.Length);",
            static () => new FunctionHook("h", "1+1")
            {
                BeforeEvaluation = static (context, _) =>
                {
                    context.Metric = context.Metric with { Output = new Output("four") };
                    return default;
                },
                AfterEvaluation = static (context, _) =>
                {
                    context.Result = new MetricResult(4);
                    return default;
                },
            }
        },
        {
            "[AfterInference(\"h\", Version = \"1\")] public static async Task H(Assay.Contracts.InferenceHookContext context, CancellationToken token) { await Task.Delay(0, token); context.Output = new(\"A\"); }",
            static () => new FunctionHook("h", "1")
            {
                AfterInference = static (context, _) =>
                {
                    context.Output = new Output("A");
                    return default;
                },
            }
        },
        {
            "public static Assay.Contracts.FunctionHook Made => new(\"h\", \"9\") { AfterInference = static (context, _) => { context.Output = new(\"B\"); return default; } }; [Hook(\"h\")] public static Assay.Contracts.IHook H => Made;",
            static () => new FunctionHook("h", "9")
            {
                AfterInference = static (context, _) =>
                {
                    context.Output = new Output("B");
                    return default;
                },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Hooks))]
    public Task What_stands_around_stages(string members, Func<FunctionHook> hook)
    {
        var generated = Class($"{All} {members}");
        return VerifyAsync(Spec(Slice("all")), new PluginRegistry(generated.Plugins).Add(hook()), generated);
    }

    [Fact]
    public void Hooks_run_in_the_order_of_declaration() => Assert.Equal(
        ["first", "second", "third"],
        Class($$"""
            {{All}}

            [AfterScore("first")] public static void First() { }

            [Hook("second")] public static Assay.Contracts.FunctionHook Second => new("second", "1") { AfterInference = static (_, _) => default };

            [BeforeInference("third")] public static void Third() { }

            [BeforeParse("first")] public static void Again() { }
            """).Plugins.Hooks.Select(static hook => hook.Id));
}
