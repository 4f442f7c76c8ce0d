namespace Assay.Generators.Tests.Setup;

/// <summary>Sources that tests begin with.</summary>
internal static class Sources
{
    public const string ProjectDirectory = "/project/";

    /// <summary>What <c>ImplicitUsings</c> brings, and the library's namespace.</summary>
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Assay;
        """;

    /// <summary>A stand-in for the test framework's side, with the signatures that generated tests use.</summary>
    public const string Xunit = """
        namespace Xunit
        {
            [global::System.AttributeUsage(global::System.AttributeTargets.Method)]
            public sealed class FactAttribute : global::System.Attribute { public string? DisplayName { get; set; } }

            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            public sealed class TraitAttribute(string name, string value) : global::System.Attribute { public string Name { get; } = name; public string Value { get; } = value; }

            [global::System.AttributeUsage(global::System.AttributeTargets.Assembly, AllowMultiple = true)]
            public sealed class AssemblyFixtureAttribute(global::System.Type type) : global::System.Attribute { public global::System.Type Type { get; } = type; }

            public sealed class TestContext
            {
                public static TestContext Current { get; } = new();

                public global::System.Threading.CancellationToken CancellationToken => default;
            }
        }

        namespace Assay.Xunit
        {
            public sealed class AssayFixture<TCatalog>
                where TCatalog : global::Assay.Contracts.IBenchmarkCatalog, new()
            {
                public global::System.Collections.Generic.List<string> Verified { get; } = [];

                public global::System.Threading.Tasks.Task VerifyAsync(string benchmark, string slice, global::System.Threading.CancellationToken cancellationToken)
                {
                    Verified.Add(benchmark + " / " + slice);
                    return global::System.Threading.Tasks.Task.CompletedTask;
                }
            }
        }
        """;

    /// <summary>A whole benchmark with one of everything.</summary>
    public const string Triage = """
        namespace Samples;

        public sealed record Ticket(string Id, string Question, string Label);

        [Benchmark("triage")]
        [Model("keywords")]
        public static partial class Triage
        {
            [Slice("billing")]
            public static IEnumerable<Ticket> Billing => [new("t1", "Where is my refund?", "A")];

            [Prompt("direct")]
            [User("Label this: {item.Question}")]
            public static partial Prompt Direct(Ticket item);

            [Parse("letter")]
            public static Parsed<char> Letter(Output output) => output.Text[0];

            [Score("accuracy", Parse = "letter")]
            public static double Accuracy(Ticket item, char letter) => item.Label[0] == letter ? 1 : 0;

            [Engine("keywords")]
            public static string Keywords(Ticket item) => item.Question.Contains("refund") ? "A" : "B";
        }
        """;

    /// <summary>A benchmark around the members of a test: it has a slice, a model, an engine and a score of its own.</summary>
    public static string Benchmark(string members, string attributes = "", string types = "", bool hasDefaults = true)
    {
        var defaults = hasDefaults
            ? """
              [Slice("all")]
                  public static IEnumerable<Ticket> All => [];

                  [Engine("echo")]
                  public static string Echo(Ticket item) => item.Question;

                  [Score("length")]
                  public static int Length(Output output) => output.Text.Length;
              """
            : "";
        return $$"""
            namespace Samples;

            public sealed record Ticket(string Id, string Question, string Label);

            {{types}}

            [Benchmark("bench")]
            {{(hasDefaults ? "[Model(\"echo\")]" : "")}}
            {{attributes}}
            public partial class Bench
            {
                {{defaults}}

                {{members}}
            }
            """;
    }
}
