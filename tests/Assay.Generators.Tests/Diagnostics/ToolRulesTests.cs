using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class ToolRulesTests
{
    [Theory]
    [InlineData("public static [|object|] X() => null!;")]
    [InlineData("public static [|string?|] X() => null;")]
    [InlineData("public static [|void|] X() { }")]
    [InlineData("public static string [|X|]<T>() => \"\";")]
    [InlineData("public static string X(ref [|int|] count) => \"\";")]
    [InlineData("public static string X([|object|] value) => \"\";")]
    [InlineData("public static string X([|Uri|] value) => \"\";")]
    [InlineData("public static string X([|Node|] node) => \"\"; public sealed record Node(string Name, Node? Next);")]
    [InlineData("public static string X([|Odd[]|] odd) => \"\"; public sealed record Odd(Uri Address);")]
    public Task A_method_of_another_form(string method) => VerifyAsync("ASY0801", $"[Tool(\"x\", \"Does x.\")] {method} {Using("x")}");

    [Fact]
    public Task Two_tools_of_one_id() => VerifyAsync("ASY0802", $"""
        [Tool("x", "Does x.")] public static string X() => "";

        [Tool([|"x"|], "Does y.")] public static string Y() => "";

        {Using("x")}
        """);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public Task A_tool_that_says_nothing_of_itself(string description) => VerifyAsync("ASY0803", $"[Tool(\"x\", {description})] public static string [|X|]() => \"\"; {Using("x")}");

    [Theory]
    [InlineData("[|\"serch\"|], \"search\"")]
    [InlineData("[|nameof(Length)|], nameof(Search)")]
    public Task A_slice_that_means_another_tool(string tools) => VerifyAsync("ASY0804", $$"""
        [Tool("search", "Searches.")] public static string Search() => "";

        [Slice("x", Tools = [{{tools}}])] public static Ticket[] Xs => [];
        """);

    [Fact]
    public Task A_tool_of_the_project_is_no_slip() => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark($"""
        [Tool("search", "Searches.")] public static string Search() => "";

        [Slice("x", Tools = ["search", "weather"], McpServers = ["docs"])] public static Ticket[] Xs => [];
        """));

    [Fact]
    public Task A_tool_or_server_that_a_slice_names_twice() => VerifyAsync("ASY0157", "[Slice(\"x\", McpServers = [\"docs\", [|\"docs\"|]])] public static Ticket[] Xs => [];");

    [Fact]
    public Task A_tool_that_no_model_gets() => VerifyAsync("ASY0805", "[Tool([|\"x\"|], \"Does x.\")] public static string X() => \"\";");

    [Theory]
    [InlineData("[|string|] Orders => \"\"")]
    [InlineData("[|object|] Orders => 1")]
    public Task A_server_of_another_form(string property) => VerifyAsync("ASY0806", $"[McpServer(\"orders\")] public static {property}; {Served}");

    [Fact]
    public Task Two_servers_of_one_id() => VerifyAsync("ASY0807", $"""
        [McpServer("orders")] public static Assay.Contracts.IToolServer Orders => null!;

        [McpServer([|"orders"|])] public static Assay.Contracts.IToolServer Wiki => null!;

        {Served}
        """);

    [Theory]
    [InlineData("[|\"order\"|], \"orders\"")]
    [InlineData("[|nameof(Length)|], nameof(Orders)")]
    public Task A_slice_that_means_another_server(string servers) => VerifyAsync("ASY0808", $$"""
        [McpServer("orders")] public static Assay.Contracts.IToolServer Orders => null!;

        [Slice("x", McpServers = [{{servers}}])] public static Ticket[] Xs => [];
        """);

    [Fact]
    public Task A_server_that_no_model_gets() => VerifyAsync("ASY0809", "[McpServer([|\"orders\"|])] public static Assay.Contracts.IToolServer Orders => null!;");

    private const string Served = "[Slice(\"served\", McpServers = [\"orders\"])] public static Ticket[] Served => [];";

    private static string Using(string tool) => $"[Slice(\"using\", Tools = [\"{tool}\"])] public static Ticket[] Tickets => [];";

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
