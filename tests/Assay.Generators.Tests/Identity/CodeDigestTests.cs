using Assay.Generators.Identity;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Identity;

public sealed class CodeDigestTests
{
    private const string Start = """
        namespace Samples;

        public sealed record Ticket(string Id, string Label);

        public static class Bench
        {
            private const double Good = 1;

            public static double Score(Ticket item, string text) => Helper.Matches(item.Label, text) ? Good : Penalty;

            private static double Penalty { get; } = Helper.None;

            public static int Unrelated() => 1;
        }
        """;

    private const string Helpers = """
        namespace Samples;

        public interface IRule { bool Holds(string text); }

        public sealed class Longer(int limit) : IRule { public bool Holds(string text) => text.Length > limit; }

        public enum Case { Same, Other }

        public sealed record Answer(string Letter) { public string? Reason { get; init; } }

        public static class Helper
        {
            public const double None = 0;

            public static readonly string[] Stops = ["."];

            public static bool Matches(string label, string text) => Trim(label) == Trim(text);

            public static string Trim(string text) => text.Trim();

            public static bool Checks(string text) { IRule rule = new Longer(3); return rule.Holds(text); }

            public static bool IsOther(Case letters) => letters == Case.Other;

            public static string Read(string text) => System.Text.Json.JsonSerializer.Deserialize<Answer>(text)!.Letter;

            public static bool Stopped(string text) => Stops.Any(text.EndsWith);
        }
        """;

    private static readonly string Original = Digest(Start, Helpers);

    [Fact]
    public void A_digest_is_32_hex_digits() => Assert.Matches("^[0-9a-f]{32}$", Original);

    [Theory]
    [InlineData("? Good", "/* why */ ? Good")]
    [InlineData("=> Helper.Matches", "=>\r\n        Helper.Matches")]
    [InlineData("public static double Score", "internal static double Score")]
    [InlineData("public static int Unrelated() => 1;", "public static int Unrelated() => 2;")]
    [InlineData("public static int Unrelated() => 1;", "")]
    public void What_does_not_change_the_code_does_not_change_the_digest(string old, string changed) =>
        Assert.Equal(Original, Digest(Replaced(Start, old, changed), Helpers));

    [Theory]
    [InlineData("? Good : Penalty", "? Penalty : Good")]
    [InlineData("Good = 1", "Good = 2")]
    [InlineData("{ get; } = Helper.None;", "{ get; } = 0;")]
    [InlineData("string Label", "string? Label")]
    public void An_edit_of_the_class_changes_the_digest(string old, string changed) =>
        Assert.NotEqual(Original, Digest(Replaced(Start, old, changed), Helpers));

    [Theory]
    [InlineData("Trim(label) == Trim(text)", "label == Trim(text)")]
    [InlineData("=> text.Trim();", "=> text;")]
    [InlineData("None = 0", "None = -1")]
    public void An_edit_of_what_is_called_in_another_file_changes_the_digest(string old, string changed) =>
        Assert.NotEqual(Original, Digest(Start, Replaced(Helpers, old, changed)));

    [Theory]
    [InlineData("text.Length > limit", "text.Length > limit + 1")]
    [InlineData("new Longer(3)", "new Longer(4)")]
    public void Implementations_of_what_is_constructed_take_part(string old, string changed) => AssertFollowed("Helper.Checks(text)", old, changed);

    [Fact]
    public void The_values_of_enum_members_take_part() => AssertFollowed("Helper.IsOther(Case.Same)", "{ Same, Other }", "{ Other, Same }");

    [Theory]
    [InlineData("Answer(string Letter)", "Answer(string? Letter)")]
    [InlineData("public string? Reason { get; init; }", "public string? Why { get; init; }")]
    public void The_shape_of_a_serialised_type_takes_part(string old, string changed) => AssertFollowed("Helper.Read(text) == \"\"", old, changed);

    [Fact]
    public void Initialisers_of_static_fields_take_part() => AssertFollowed("Helper.Stopped(text)", "[\".\"]", "[\".\", \"!\"]");

    [Fact]
    public void Members_that_nothing_calls_take_no_part() =>
        Assert.Equal(Original, Digest(Start, Replaced(Helpers, "text.Length > limit", "text.Length < limit")));

    [Fact]
    public void The_order_of_files_and_members_does_not_matter()
    {
        var compilation = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new("/project/B.cs", Helpers), new("/project/A.cs", Start)]);
        Assert.Equal(Original, Digest(compilation));
    }

    [Fact]
    public void Line_endings_in_literals_do_not_matter()
    {
        var withText = Start.Replace("? Good", "&& text != @\"a\nb\" ? Good");
        Assert.Equal(Digest(withText, Helpers), Digest(withText.Replace("a\nb", "a\r\nb"), Helpers));
    }

    [Fact]
    public void A_call_of_itself_ends() => Assert.Equal(32, Digest(Replaced(Start, "? Good", "? Score(item, text)"), Helpers).Length);

    [Fact]
    public void The_version_of_another_assembly_that_is_called_takes_part()
    {
        var digests = new[] { "1.0.0.0", "2.0.0.0" }.Select(version =>
        {
            var library = TestCompilation.Create([new("/library/Library.cs", $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Library; public static class Tool {{ public static bool Check(string text) => text != \"\"; }}")])
                .WithAssemblyName("Library");
            var compilation = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new("/project/A.cs", Replaced(Start, "? Good", "&& Library.Tool.Check(text) ? Good")), new("/project/B.cs", Helpers)]);
            return Digest(compilation.AddReferences(library.ToMetadataReference()));
        }).ToList();
        Assert.NotEqual(digests[0], digests[1]);
    }

    [Fact]
    public void Members_of_what_it_returns_take_part_where_they_are_metrics()
    {
        var versions = new[] { "Right - Wrong", "Right + Wrong" }.Select(static sum =>
        {
            var source = Sources.Benchmark("[Score(\"x\")] public static Grade X(Output output) => new(1, 2);", types: $"public sealed record Grade(int Right, int Wrong) {{ public int Sum => {sum}; public string Unread() => \"{sum}\"; }}");
            return Assert.Single(GeneratorTest.Run(source).LoadBenchmarks()).Spec.Scores[1].Metrics[0].Version;
        }).ToList();
        Assert.NotEqual(versions[0], versions[1]);
    }

    private static void AssertFollowed(string call, string old, string changed)
    {
        var calling = Replaced(Start, "? Good", $"&& {call} ? Good");
        Assert.NotEqual(Digest(calling, Helpers), Digest(calling, Replaced(Helpers, old, changed)));
    }

    private static string Replaced(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed);
    }

    private static string Digest(string source, string helpers) =>
        Digest(TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new("/project/A.cs", source), new("/project/B.cs", helpers)]));

    private static string Digest(CSharpCompilation compilation)
    {
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var method = compilation.GetTypeByMetadataName("Samples.Bench")!.GetMembers("Score").OfType<IMethodSymbol>().Single();
        return new CodeDigest(new CompiledCode(compilation), TestContext.Current.CancellationToken).Of(method);
    }
}
