using System.Reflection;
using Assay.Contracts;
using Assay.Errors;
using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Generated;

/// <summary>What the compiler cannot see of the objects that properties give is said when they are registered.</summary>
public sealed class DeclaredPluginTests
{
    [Theory]
    [InlineData("Engine", "IEngine", "new FunctionEngine(name, \"1\", EngineInput.Item, false, static (_, _) => new(new Output(\"\")))")]
    [InlineData("Judge", "IJudge", "new FunctionJudge(name, \"1\", static (_, _) => new(new JudgeVerdict(1)))")]
    [InlineData("Hook", "IHook", "new FunctionHook(name, \"1\") { BeforeInference = static (_, _) => default }")]
    [InlineData("McpServer", "IToolServer", "new Orders(name)")]
    public void An_object_of_another_id_is_refused_by_name(string attribute, string contract, string creation)
    {
        var refused = Assert.Throws<AssayException>(() => Load($"[{attribute}(\"mine\")] public static {contract} Mine => Make(\"theirs\"); private static {contract} Make(string name) => {creation}; {Orders}"));
        Assert.Equal(ErrorCode.OptionInvalid, refused.Code);
        Assert.Equal($"'Bench.Mine' has [{attribute}(\"mine\")] and gives an object whose id is 'theirs'; write [{attribute}(\"theirs\")], or give the object the id 'mine'.", Assert.Single(refused.Problems).Message);
    }

    [Theory]
    [InlineData("Engine", "IEngine")]
    [InlineData("Judge", "IJudge")]
    [InlineData("Hook", "IHook")]
    [InlineData("McpServer", "IToolServer")]
    public void No_object_is_refused_by_name(string attribute, string contract)
    {
        var refused = Assert.Throws<AssayException>(() => Load($"[{attribute}(\"mine\")] public static {contract} Mine => null!;"));
        Assert.Equal(ErrorCode.OptionInvalid, refused.Code);
        Assert.Equal($"'Bench.Mine', which has [{attribute}(\"mine\")], gives null; let it give an object of the id 'mine'.", Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public void An_object_of_the_same_id_is_registered()
    {
        var benchmark = Load("[Judge(\"mine\")] public static IJudge Mine => Make(\"mine\"); private static IJudge Make(string name) => new FunctionJudge(name, \"7\", static (_, _) => new(new JudgeVerdict(1)));");
        Assert.True(benchmark.Plugins.TryGetJudge("mine", out var judge));
        Assert.Equal("7", judge.Version);
    }

    [Fact]
    public void A_server_of_tools_is_registered()
    {
        var benchmark = Load($"[McpServer(\"mine\")] public static Orders Mine => new(\"mine\"); [Slice(\"x\", McpServers = [nameof(Mine)])] public static Ticket[] Xs => []; {Orders}");
        Assert.True(benchmark.Plugins.TryGetToolServer("mine", out var server));
        Assert.Equal("3", server.Version);
        Assert.Equal(["mine"], benchmark.Spec.Slices.Single(static slice => slice.Id == "x").McpServers);
    }

    private const string Orders = """
        public sealed class Orders(string id) : IToolServer
        {
            public string Id => id;

            public string Version => "3";

            public ValueTask<IToolSession> ConnectAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
        }
        """;

    private static BenchmarkDefinition Load(string members)
    {
        var type = GeneratorTest.Run("using Assay.Contracts;\n" + Sources.Benchmark(members)).Load().GetType("Samples.Bench")!;
        return (BenchmarkDefinition)type.GetMethod("CreateBenchmark")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }
}
