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

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
