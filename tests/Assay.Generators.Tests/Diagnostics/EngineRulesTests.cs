using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class EngineRulesTests
{
    [Theory]
    [InlineData("public static [|int|] X(Ticket item) => 1;")]
    [InlineData("public static [|Task|] X(Ticket item) => Task.CompletedTask;")]
    [InlineData("public static [|string?|] X(Ticket item) => null;")]
    [InlineData("public static [|Task<string?>|] X(Ticket item) => Task.FromResult<string?>(null);")]
    [InlineData("public static string X([|int|] count) => \"\";")]
    [InlineData("public static string X(Prompt prompt, [|Prompt|] again) => \"\";")]
    [InlineData("public static [|string|] X => \"\";")]
    [InlineData("public static string [|X|]<T>() => \"\";")]
    public Task A_member_of_another_form(string member) => VerifyAsync("ASY0501", $"[Engine(\"x\")] {member}");

    [Fact]
    public Task Two_engines_of_one_id() => VerifyAsync("ASY0502", "[Engine([|\"echo\"|])] public static string X() => \"\";");

    [Fact]
    public Task A_model_of_an_unknown_engine() => DiagnosticTest.VerifyAsync("ASY0503", Sources.Benchmark("", "[Model([|\"other\"|])]"));

    [Fact]
    public Task A_model_of_an_unknown_provider() => DiagnosticTest.VerifyAsync("ASY0503", Sources.Benchmark("", "[Model(\"other\", Provider = [|\"ecko\"|])]"));

    [Fact]
    public Task A_model_of_an_unknown_provider_without_one_named_though_providers_may_be_configured() =>
        DiagnosticTest.VerifyAsync("ASY0503", WithFactory(Sources.Benchmark("", "[Model([|\"other\"|])]")));

    [Fact]
    public Task A_provider_may_be_configured_where_the_assembly_names_a_factory() =>
        DiagnosticTest.VerifyNoneAsync(WithFactory(Sources.Benchmark("", "[Model(\"other\", Provider = \"openai\")]")));

    private static string WithFactory(string source)
    {
        var at = source.IndexOf("namespace ", StringComparison.Ordinal);
        return source.Insert(at, "[assembly: Assay.Contracts.EngineFactory(typeof(object))]\n\n");
    }

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
