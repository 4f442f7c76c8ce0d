using Assay.Generators.Identity;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Tests.Identity;

/// <summary>Which edits of code elsewhere in the compilation change the digest of the code that leads there.</summary>
public sealed class CodeFollowingTests
{
    private const string Library = """
        namespace Samples;

        public static class Step1 { public static int Run(string text) => Step2.Run(text); }

        public static class Step2 { public static int Run(string text) => Step3.Run(text); }

        public static class Step3 { public static int Run(string text) => text.Length + Deep; private const int Deep = 7; }

        public static class Lazily
        {
            private static readonly Dictionary<string, int> Weights = new() { ["a"] = Heavy };

            private static int Heavy => 9;

            static Lazily() { Set = Math.Abs(-5); }

            public static int Set { get; private set; }

            public static int Of(string text) => Weights.GetValueOrDefault(text);

            public static Func<string, int> Rule { get; } = static text => Folded(text);

            private static int Folded(string text) { return Inner(text); static int Inner(string inner) => inner.Length + 11; }
        }

        public static partial class Halves
        {
            public static partial int Count(string text);

            public static partial int Limit { get; }
        }

        public static partial class Halves
        {
            public static partial int Count(string text) => text.Length + 13;

            public static partial int Limit => 17;
        }

        public abstract class Shape
        {
            public int Grade(string text) => Weigh(text);

            protected virtual int Weigh(string text) => 19;

            public sealed class Nested : Shape
            {
                protected override int Weigh(string text) => base.Weigh(text) + 23;
            }
        }

        public interface IScale
        {
            static abstract int Top { get; }

            int By(int value) => value + 29;
        }

        public readonly struct Scale : IScale { public static int Top => 31; }

        public sealed class Scaled : IScale { public static int Top => 33; }

        public static class Generic<T>
            where T : IScale
        {
            public static int Best(int value) => Math.Min(value, T.Top);

            public static int First<TOther>(IEnumerable<TOther> items) => items.Count() + 37;
        }

        public static class Extensions
        {
            public static int Words(this string text) => text.Split(' ').Length + 41;
        }

        public sealed record Money(int Cents)
        {
            public static Money operator +(Money left, Money right) => new(left.Cents + right.Cents + 43);

            public static implicit operator int(Money money) => money.Cents + 47;

            public int this[int index] => index + 53;

            public override string ToString() => "59";
        }

        public sealed class Counter
        {
            private readonly int start = 61;

            public int Next() => start + 1;

            public event Action? Changed { add { Total += 67; } remove { } }

            public int Total { get; private set; }
        }
        """;

    public static TheoryData<string, string, string> Followed => new()
    {
        { "Step1.Run(text)", "Deep = 7", "Deep = 8" },
        { "Step1.Run(text)", "text.Length + Deep", "text.Length - Deep" },
        { "Lazily.Of(text)", "[\"a\"]", "[\"b\"]" },
        { "Lazily.Of(text)", "Heavy => 9", "Heavy => 10" },
        { "Lazily.Set", "Math.Abs(-5)", "Math.Abs(-6)" },
        { "Lazily.Rule(text)", "inner.Length + 11", "inner.Length + 12" },
        { "new[] { text }.Sum(static one => Step1.Run(one))", "Deep = 7", "Deep = 8" },
        { "new[] { text }.Sum(Step1.Run)", "Deep = 7", "Deep = 8" },
        { "Halves.Count(text)", "text.Length + 13", "text.Length + 14" },
        { "Halves.Limit", "Limit => 17", "Limit => 18" },
        { "new Shape.Nested().Grade(text)", "+ 23", "+ 24" },
        { "new Shape.Nested().Grade(text)", "=> 19", "=> 20" },
        { "((IScale)new Scaled()).By(1)", "value + 29", "value + 30" },
        { "Generic<Scale>.Best(1)", "Top => 31", "Top => 32" },
        { "Generic<Scale>.Best(1)", "Math.Min(value", "Math.Max(value" },
        { "Inferred(new Scale())", "Top => 31", "Top => 32" },
        { "Generic<Scale>.First(text)", "+ 37", "+ 38" },
        { "text.Words()", "+ 41", "+ 42" },
        { "(new Money(1) + new Money(2)).Cents", "+ 43", "+ 44" },
        { "(int)new Money(1)", "+ 47", "+ 48" },
        { "new Money(1)[0]", "+ 53", "+ 54" },
        { "$\"{new Money(1)}\".Length", "\"59\"", "\"60\"" },
        { "new Counter().Next()", "start = 61", "start = 62" },
        { "Changing(new Counter())", "+= 67", "+= 68" },
        { "text is { Length: > Halves.Most } ? 1 : 0", "Most = 71", "Most = 72" },
        { "text switch { Halves.Word => 1, _ => 0 }", "Word = \"a\"", "Word = \"b\"" },
    };

    [Theory]
    [MemberData(nameof(Followed))]
    public void What_is_called_takes_part_however_far_away(string expression, string old, string changed)
    {
        var library = Library.Replace("public static partial int Limit { get; }", "public const int Most = 71; public const string Word = \"a\"; public static partial int Limit { get; }", StringComparison.Ordinal);
        Assert.NotEqual(Digest(expression, library), Digest(expression, Replaced(library, old, changed)));
    }

    [Theory]
    [MemberData(nameof(Followed))]
    public void What_is_not_called_takes_no_part(string expression, string old, string changed)
    {
        Assert.NotEmpty(expression);
        var library = Library.Replace("public static partial int Limit { get; }", "public const int Most = 71; public const string Word = \"a\"; public static partial int Limit { get; }", StringComparison.Ordinal);
        Assert.Equal(Digest("text.Length", library), Digest("text.Length", Replaced(library, old, changed)));
    }

    [Theory]
    [InlineData("Step1.Run(text)", "public static int Run(string text) => Step2.Run(text);", "/// <summary>Runs.</summary>\n    internal static int Run( string text )\n        => Step2 . Run(text); /* at last */")]
    [InlineData("Halves.Count(text)", "public static partial class Halves\n{\n    public static partial int Count(string text) =>", "#region More\n#endregion\npublic static partial class Halves\n{\n    /* here */ public static partial int Count(string text) =>")]
    [InlineData("Lazily.Of(text)", "new() { [\"a\"] = Heavy }", "new()\n    {\n        [\"a\"] = Heavy\n    }")]
    public void The_form_of_what_is_called_takes_no_part(string expression, string old, string changed) =>
        Assert.Equal(Digest(expression, Library), Digest(expression, Replaced(Library, old, changed)));

    [Theory]
    [InlineData("using Number = System.Double;", "using Number = System.Single;", "(int)Number.Parse(text)")]
    [InlineData("using Step = Samples.Step1;", "using Step = Samples.Step3;", "Step.Run(text)")]
    [InlineData("using Maths = System.Math;", "using Maths = System.MathF;", "(int)Maths.Abs(-1f)")]
    [InlineData("using Found = System.Collections.Generic.List<int>;", "using Found = System.Collections.Generic.HashSet<int>;", "new Found([1, 1]).Count")]
    public void What_a_using_alias_means_takes_part(string alias, string other, string expression)
    {
        Assert.NotEqual(Digest(expression, Library, alias), Digest(expression, Library, other));
        Assert.NotEqual(Digest(expression, Library, "", "global " + alias), Digest(expression, Library, "", "global " + other));
    }

    [Fact]
    public void An_alias_that_nothing_names_takes_no_part() =>
        Assert.Equal(Digest("text.Length", Library), Digest("text.Length", Library, "using Number = System.Double;"));

    private static string Replaced(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }

    private static string Digest(string expression, string library, string usings = "", string globals = "")
    {
        var source = $$"""
            {{usings}}
            namespace Samples;

            public static class Bench
            {
                public static int Score(string text) => {{expression}};

                private static int Inferred<T>(T scale) where T : IScale => T.Top + scale.By(1);

                private static int Changing(Counter counter) { counter.Changed += static () => { }; return counter.Total; }
            }
            """;
        var compilation = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings + "\n" + globals), new("/project/A.cs", source), new("/project/B.cs", library)]);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var method = compilation.GetTypeByMetadataName("Samples.Bench")!.GetMembers("Score").OfType<IMethodSymbol>().Single();
        return new CodeDigest(new CompiledCode(compilation), TestContext.Current.CancellationToken).Of(method);
    }
}
