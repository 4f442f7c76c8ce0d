using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Contracts;

public sealed class PluginRegistryTests
{
    private static readonly ToolSpec Search = new("search", "Searches.");

    [Fact]
    public void Registry_finds_what_was_registered_by_instance_factory_and_type()
    {
        var registry = new PluginRegistry()
            .Add(new Judge("by-instance", "1"))
            .AddJudge("by-factory", "2", static () => new Judge("by-factory", "2"))
            .AddJudge<TypedJudge>();

        var versions = new[] { "by-instance", "by-factory", "by-type" }.Select(id => registry.TryGetJudge(id, out var judge) ? judge.Version : null);

        Assert.Equal(["1", "2", "3"], versions);
        Assert.False(registry.TryGetJudge("unknown", out _));
    }

    [Fact]
    public void Every_kind_of_plugin_is_registered_by_factory_and_by_type()
    {
        var registry = new PluginRegistry()
            .AddEngine("factory", "1", static () => Engine("factory", "1")).AddEngine<Typed>()
            .AddExtractor("factory", "1", static () => Extractor("factory")).AddExtractor<Typed>()
            .AddMetric("factory", "1", static () => Metric("factory")).AddMetric<Typed>()
            .AddSliceMetric("factory", "1", static () => new FunctionSliceMetric("factory", "1", static (_, _) => default)).AddSliceMetric<Typed>()
            .AddHook("factory", "1", static () => new Hook("factory", HookStages.All)).AddHook<Typed>()
            .AddTool(Search, "4", static () => Handler("search")).AddTool<Typed>(new ToolSpec("typed", "Has a type."));

        Assert.True(registry.TryGetEngine("factory", out _) && registry.TryGetEngine("typed", out _));
        Assert.True(registry.TryGetExtractor("factory", out _) && registry.TryGetExtractor("typed", out _));
        Assert.True(registry.TryGetMetric("factory", out _) && registry.TryGetMetric("typed", out _));
        Assert.True(registry.TryGetSliceMetric("factory", out _) && registry.TryGetSliceMetric("typed", out _));
        Assert.True(registry.TryGetTool("search", out _) && registry.TryGetTool("typed", out _));
        Assert.Equal(["factory", "typed"], registry.Hooks.Select(static hook => hook.Id));
        Assert.All(registry.Describe(), static one => Assert.Equal(one.Id == "typed" ? PluginOrigin.Type : PluginOrigin.Factory, one.Origin));
    }

    [Fact]
    public void Factory_is_called_once_and_not_before_its_plugin_is_asked_for()
    {
        var made = 0;
        var registry = new PluginRegistry().AddEngine("lazy", "1", () =>
        {
            Interlocked.Increment(ref made);
            return Engine("lazy", "1");
        });

        _ = registry.Describe();
        Assert.Equal(0, made);
        Parallel.For(0, 16, _ => Assert.True(registry.TryGetEngine("lazy", out IEngine? found) && found.Version == "1"));

        Assert.Equal(1, made);
    }

    [Fact]
    public void Factory_that_throws_or_makes_something_else_is_named()
    {
        var registry = new PluginRegistry()
            .AddEngine("throws", "1", static () => throw new InvalidOperationException("no licence"))
            .AddEngine("null", "1", static () => null!)
            .AddEngine("other", "1", static () => Engine("other", "2"));

        var errors = new[] { "throws", "null", "other" }.Select(id => Assert.Throws<AssayException>(() => registry.TryGetEngine(id, out _))).ToArray();

        Assert.All(errors, static error => Assert.Equal(ErrorCode.PluginFailed, error.Code));
        Assert.Contains("The factory of engine 'throws' threw InvalidOperationException: no licence", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("gave null", errors[1].Message, StringComparison.Ordinal);
        Assert.Contains("made 'other' of version '2'", errors[2].Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<PluginRegistry>> Twice => new()
    {
        { "engine 'x'", static registry => registry.Add(Engine("x", "1")).AddEngine("x", "2", static () => Engine("x", "2")) },
        { "extractor 'x'", static registry => registry.Add(Extractor("x")).Add(Extractor("x")) },
        { "metric 'x'", static registry => registry.Add(Metric("x")).Add(Metric("x")) },
        { "judge 'by-type'", static registry => registry.AddJudge<TypedJudge>().AddJudge<TypedJudge>() },
        { "hook 'x'", static registry => registry.Add(new Hook("x", HookStages.All)).Add(new Hook("x", HookStages.Inference)) },
        { "tool 'search'", static registry => registry.Add(Search, Handler("search")).Add(Handler("search")) },
    };

    [Theory]
    [MemberData(nameof(Twice))]
    public void Registry_refuses_a_second_plugin_of_one_id(string which, Action<PluginRegistry> register)
    {
        var error = Assert.Throws<AssayException>(() => register(new PluginRegistry()));

        Assert.Equal(ErrorCode.PluginDuplicate, error.Code);
        Assert.Contains($"The {which} is registered twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugins_of_two_kinds_may_share_an_id()
    {
        var registry = new PluginRegistry().Add(Engine("x", "1")).Add(Metric("x")).Add(Extractor("x"));

        Assert.Equal(3, registry.Describe().Count);
    }

    [Fact]
    public void Inner_registry_comes_first_and_the_outer_one_answers_for_what_it_lacks()
    {
        var outer = new PluginRegistry().Add(Engine("a", "outer")).Add(Engine("b", "outer")).Add(Search, Handler("search"));
        var inner = new PluginRegistry(outer).Add(Engine("a", "inner"));

        Assert.True(inner.TryGetEngine("a", out var a));
        Assert.True(inner.TryGetEngine("b", out var b));
        Assert.True(inner.TryGetTool("search", out _));
        Assert.True(inner.TryGetToolSpec("search", out var tool));
        Assert.Equal(("inner", "outer", Search), (a.Version, b.Version, tool));
    }

    [Fact]
    public void Registry_put_within_another_asks_it_last()
    {
        var outermost = new PluginRegistry().Add(Engine("a", "outermost")).Add(Engine("b", "outermost")).Add(Engine("c", "outermost"));
        var outer = new PluginRegistry().Add(Engine("b", "outer"));
        var inner = new PluginRegistry(outer).Add(Engine("a", "inner"));

        var whole = inner.Within(outermost);

        Assert.Equal(["a inner", "b outer", "c outermost"], whole.Describe().Select(static one => $"{one.Id} {one.Version}"));
        Assert.False(inner.TryGetEngine("c", out _));
    }

    [Fact]
    public void Hooks_run_in_order_with_the_outer_ones_first_and_an_inner_one_in_the_place_of_its_namesake()
    {
        var outer = new PluginRegistry().Add(new Hook("a", HookStages.All)).Add(new Hook("b", HookStages.All));
        var inner = new PluginRegistry(outer).Add(new Hook("c", HookStages.All)).Add(new Hook("a", HookStages.Inference)).AddHook("d", "1", static () => new Hook("d", HookStages.All));

        Assert.Equal(["a Inference", "b All", "c All", "d All"], inner.Hooks.Select(static hook => $"{hook.Id} {hook.Stages}"));
    }

    [Fact]
    public void Hook_that_takes_part_in_no_stage_is_refused()
    {
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(static () => new PluginRegistry().Add(new Hook("x", HookStages.None))).Code);
        Assert.Equal(ErrorCode.PluginFailed, Assert.Throws<AssayException>(static () => new PluginRegistry().AddHook("x", "1", static () => new Hook("x", HookStages.None)).Hooks).Code);
    }

    [Fact]
    public void Handler_of_another_tool_is_refused() =>
        Assert.Equal(ErrorCode.OptionInvalid, Assert.Throws<AssayException>(static () => new PluginRegistry().Add(Search, Handler("fetch"))).Code);

    [Fact]
    public void Description_lists_every_plugin_by_kind_and_id_with_version_and_origin()
    {
        var outer = new PluginRegistry().Add(Engine("z", "1")).Add(Engine("hidden", "1"));
        var registry = new PluginRegistry(outer)
            .Add(new Hook("second", HookStages.All)).Add(new Hook("first", HookStages.All))
            .AddEngine("hidden", "2", static () => Engine("hidden", "2"))
            .AddJudge<TypedJudge>()
            .AddTool(Search, "4", static () => Handler("search"));

        var lines = registry.Describe().Select(static one => $"{one.Kind} {one.Id} {one.Version} {one.Origin}");

        Assert.Equal(
            ["Engine hidden 2 Factory", "Engine z 1 Instance", "Judge by-type 3 Type", "Hook second 1 Instance", "Hook first 1 Instance", "Tool search 4 Factory"],
            lines);
        Assert.Contains(PluginRegistry.WithBuiltIns().Describe(), static one => one is { Kind: PluginKind.Extractor, Id: "choice_letter", Origin: PluginOrigin.BuiltIn });
    }

    [Fact]
    public void Engine_that_says_nothing_of_itself_is_refused_nothing_and_counts_no_tokens()
    {
        IEngine engine = Engine("x", "1");
        IEngine precise = new FunctionEngine("y", "1", EngineInput.Prompt, false, static (_, _) => default)
        {
            Capabilities = new EngineCapabilities { ResponseFormats = ["json"], MaxContextTokens = 8192 },
            TokenCounter = static (model, prompt) => model.Id.Length + prompt.Text.Length,
        };
        var model = new ModelSpec("m", "y");

        Assert.Equal(EngineCapabilities.Unknown, engine.CapabilitiesOf(model));
        Assert.Null(engine.CountPromptTokens(model, Prompt.Empty));
        Assert.Equal(8192, precise.CapabilitiesOf(model).MaxContextTokens);
        Assert.Equal(4, precise.CountPromptTokens(model, new Prompt(new Message(MessageRole.User, "abc"))));
    }

    private static FunctionEngine Engine(string id, string version) => new(id, version, EngineInput.None, false, static (_, _) => ValueTask.FromResult(new Output("")));

    private static FunctionExtractor Extractor(string id) => new(id, "1", static (_, _) => ValueTask.FromResult(Extraction.Found(null)));

    private static FunctionMetric Metric(string id) => new(id, "1", static (_, _) => ValueTask.FromResult(new MetricResult(0)));

    private static FunctionToolHandler Handler(string id) => new(id, "4", static (_, _, _) => ValueTask.FromResult(""));

    private class Judge(string id, string version) : IJudge
    {
        public string Id => id;

        public string Version => version;

        public ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new JudgeVerdict(1));
    }

    private sealed class TypedJudge() : Judge("by-type", "3");

    private sealed class Hook(string id, HookStages stages) : IHook
    {
        public string Id => id;

        public string Version => "1";

        public HookStages Stages => stages;
    }

    private sealed class Typed : IEngine, IExtractor, IMetric, ISliceMetric, IHook, IToolHandler
    {
        public string Id => "typed";

        public string Version => "5";

        public EngineInput Input => EngineInput.None;

        public bool IsPaid => false;

        public HookStages Stages => HookStages.All;

        public ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new Output(""));

        public ValueTask<string> InvokeAsync(System.Text.Json.JsonElement arguments, EngineRequest request, CancellationToken cancellationToken) => ValueTask.FromResult("");

        BoundExtractor IExtractor.Bind(System.Text.Json.JsonElement? config) => static (_, _) => ValueTask.FromResult(Extraction.Found(null));

        BoundMetric IMetric.Bind(System.Text.Json.JsonElement? config) => static (_, _) => ValueTask.FromResult(new MetricResult(0));

        BoundSliceMetric ISliceMetric.Bind(System.Text.Json.JsonElement? config) => static (_, _) => default;
    }
}
