using Assay.Contracts;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class EngineFormTests
{
    [Fact]
    public Task An_engine_that_is_a_class_with_wire_names_and_an_endpoint()
    {
        const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";
        var written = Spec(Slice("all")) with
        {
            Models = [new ModelSpec("small", "remote") { Name = "small-2026-01", Extras = new([new("reasoning", JsonValue.Parse("{\"effort\":\"low\"}"))]) }],
        };
        var generated = Class(
            $$"""
            {{All}}

            [Engine("remote")]
            public static Assay.Contracts.IEngine Remote { get; } = new Assay.Contracts.FunctionEngine("remote", "7", Assay.Contracts.EngineInput.Prompt, isPaid: false, static (request, _) => new(new Output(request.Model.WireName)))
            {
                Endpoint = new Uri("https://api.example/v1"),
            };
            """,
            "[Model(\"small\", Provider = nameof(Bench.Remote), Name = \"small-2026-01\", Extras = [\"reasoning={\\\"effort\\\": \\\"low\\\"}\"])]");
        var plugins = new PluginRegistry(generated.Plugins).Add(new FunctionEngine("remote", "7", EngineInput.Prompt, isPaid: false, static (request, _) => new(new Output(request.Model.WireName))) { Endpoint = new Uri("https://api.example/v1") });
        return VerifyAsync(written, plugins, generated);
    }
}
