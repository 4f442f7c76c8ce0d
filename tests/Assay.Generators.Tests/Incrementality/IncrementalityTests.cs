using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Incrementality;

/// <summary>Each case runs a second time on a changed clone of the compilation and looks at what each step did.</summary>
public sealed class IncrementalityTests
{
    private const string Path = "/project/Benchmarks/Source.cs";

    private static readonly string Other = Sources.Triage.Replace("Triage", "Other").Replace("\"triage\"", "\"other\"").Replace("Ticket", "OtherTicket");

    private const string Shared = "namespace Samples; public static partial class Shared { [Prompt(\"shared\")] [User(\"Ask {item.Question}\")] public static partial Prompt Ask(Ticket item); [Score(\"one\")] public static int One() => 1; }";

    private const string Unrelated = "namespace Unrelated; internal static class Service { internal static int Count(int[] values) => values.Length; }";

    /// <summary>Edits that change nothing of what is written.</summary>
    public static TheoryData<string, string, string> HarmlessEdits => new()
    {
        { "/project/Unrelated.cs", "values.Length", "values.Length + 1" },
        { "/project/Unrelated.cs", "internal static class Service", "internal sealed class Added; internal static class Service" },
        { "/project/Unrelated.cs", "Service", "Renamed" },
        { "/project/Unrelated.cs", Unrelated, "" },
        { Path, "output.Text[0];", "output.Text[0]; // the first one" },
        { Path, "output.Text[0];", "/* the first one */ output.Text[0];" },
        { Path, "? 1 : 0", "?  1  :  0" },
        { Path, "[Model(\"keywords\")]", "[ Model( \"keywords\" ) ]" },
        { "/project/Other.cs", "output.Text[0];", "output.Text[0]; // the first one" },
        { "/project/Other.cs", "? 1 : 0", "?  1  :  0" },
        { "/project/Shared.cs", "=> 1;", "=> /* one */ 1;" },
        { "/project/Usings.cs", "global using System.Linq;", "global using System.Linq; // for lists" },
    };

    [Fact]
    public void A_clone_runs_nothing_anew() => AssertNothingNew(Run(static compilation => compilation));

    [Fact]
    public void An_unrelated_file_runs_nothing_anew() =>
        AssertNothingNew(Run(static compilation => compilation.AddSyntaxTrees(TestCompilation.Parse(new SourceFile("/project/New.cs", "internal static class Unrelated;")))));

    [Theory]
    [MemberData(nameof(HarmlessEdits))]
    public void An_edit_that_changes_nothing_runs_no_step_anew(string path, string old, string text) => AssertNothingNew(Run(compilation =>
    {
        var source = compilation.SyntaxTrees.Single(tree => tree.FilePath == path).ToString();
        Assert.Contains(old, source, StringComparison.Ordinal);
        return Replace(compilation, path, source.Replace(old, text, StringComparison.Ordinal));
    }));

    [Fact]
    public void Another_benchmark_edited_runs_the_steps_of_its_own_file_only()
    {
        var run = Run(static compilation => Replace(compilation, "/project/Other.cs", Other.Replace("Label this", "Name this")));
        Assert.Equal(["Samples.Other.Assay.g.cs"], run.Rewritten);
        AssertNothingNew(run, TrackingNames.Classes, TrackingNames.Models);
        foreach (var name in (string[])[TrackingNames.Classes, TrackingNames.Models])
            Assert.Single(run.Steps[name], static reason => !IsOld(reason));
        Assert.Single(run.Outputs, static reason => !IsOld(reason));
    }

    [Fact]
    public void Moved_lines_write_the_places_only()
    {
        var run = Run(static compilation => Replace(compilation, Path, Sources.Triage.Replace("[Benchmark", "// One line more.\n\n[Benchmark")));
        Assert.Equal(["Samples.Triage.Assay.Places.g.cs"], run.Rewritten);
        AssertNothingNew(run, TrackingNames.Classes, TrackingNames.Places);
    }

    [Fact]
    public void An_edited_prompt_writes_its_benchmark_only()
    {
        var run = Run(static compilation => Replace(compilation, Path, Sources.Triage.Replace("Label this", "Name this")));
        Assert.Equal(["Samples.Triage.Assay.g.cs"], run.Rewritten);
        AssertNothingNew(run, TrackingNames.Classes, TrackingNames.Models);
    }

    [Fact]
    public void A_new_benchmark_leaves_the_others_files()
    {
        var third = Other.Replace("Other", "Third").Replace("\"other\"", "\"third\"");
        var run = Run(compilation => compilation.AddSyntaxTrees(TestCompilation.Parse(new SourceFile("/project/Third.cs", third))));
        Assert.Equal(["AssayCatalog.Assay.g.cs", "Samples.Third.Assay.Places.g.cs", "Samples.Third.Assay.g.cs", "Samples.Third.Slices.Assay.g.cs"], run.Rewritten);
    }

    [Fact]
    public void An_edited_helper_in_another_file_writes_the_benchmark_that_calls_it()
    {
        var calling = Sources.Triage.Replace("output.Text[0];", "Helper.First(output.Text);");
        const string Helper = "namespace Samples; internal static class Helper { internal static char First(string text) => text[0]; }";
        var first = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new(Path, calling), new("/project/Other.cs", Other), new("/project/Helper.cs", Helper)]);
        var run = IncrementalRun.Of(first, Replace(first, "/project/Helper.cs", Helper.Replace("text[0]", "text[^1]")));
        Assert.Equal(["Samples.Triage.Assay.g.cs"], run.Rewritten);
    }

    [Fact]
    public void An_edited_part_writes_itself_or_the_benchmark_that_includes_it()
    {
        var including = Sources.Triage.Replace("[Model", "[Include(typeof(Shared))]\n[Model");
        var first = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new(Path, including), new("/project/Other.cs", Other), new("/project/Shared.cs", Shared)]);
        Assert.Equal(["Samples.Triage.Assay.g.cs"], IncrementalRun.Of(first, Replace(first, "/project/Shared.cs", Shared.Replace("=> 1", "=> 2"))).Rewritten);
        Assert.Equal(["Samples.Shared.Assay.g.cs", "Samples.Triage.Assay.g.cs"], IncrementalRun.Of(first, Replace(first, "/project/Shared.cs", Shared.Replace("Ask {", "Answer {"))).Rewritten);
        AssertNothingNew(IncrementalRun.Of(first, Replace(first, "/project/Shared.cs", Shared + "// Nothing.")));
    }

    [Fact]
    public void A_benchmark_that_is_refused_leaves_the_others_files_in_the_run_after()
    {
        var third = Other.Replace("Other", "Third").Replace("\"other\"", "\"third\"");
        var first = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new(Path, Sources.Triage), new("/project/Xunit.cs", Sources.Xunit), new("/project/Third.cs", third + Other.Replace("Other", "Fourth").Replace("\"other\"", "\"fourth\"").Replace("namespace Samples;", ""))]);
        var second = Replace(first, Path, Sources.Triage.Replace("static double Accuracy", "static string Accuracy"))
            .AddSyntaxTrees(TestCompilation.Parse(new SourceFile("/project/Other.cs", Other)));
        var driver = GeneratorTest.Driver(tracksSteps: false).RunGenerators(first, TestContext.Current.CancellationToken);
        foreach (var compilation in (CSharpCompilation[])[second, second.Clone(), second.Clone()])
        {
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(
                ["AssayCatalog.Assay.g.cs", "AssayFixture.Assay.g.cs", "Samples.Fourth.Assay.Places.g.cs", "Samples.Fourth.Assay.g.cs", "Samples.Fourth.Slices.Assay.g.cs", "Samples.Other.Assay.Places.g.cs", "Samples.Other.Assay.g.cs", "Samples.Other.Slices.Assay.g.cs", "Samples.Third.Assay.Places.g.cs", "Samples.Third.Assay.g.cs", "Samples.Third.Slices.Assay.g.cs", "Samples.Triage.Assay.g.cs"],
                driver.GetRunResult().Results.Single().GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Another_test_framework_writes_the_tests_anew_and_nothing_else()
    {
        var first = TestCompilation.CreateWith(Sources.Triage + Shared.Replace("namespace Samples;", ""), "MSTest", "Assay.MSTest", "NUnit");
        var run = IncrementalRun.Of(first, Replace(first, "/project/Assay.MSTest.cs", FrameworkSources.Of("Assay.NUnit").Text));
        Assert.Equal(["AssayFixture.Assay.g.cs", "Samples.Triage.Slices.Assay.g.cs"], run.Rewritten);
        AssertNothingNew(run, TrackingNames.Classes, TrackingNames.Project, TrackingNames.TestSetting, TrackingNames.Fixture);
    }

    [Fact]
    public void A_global_name_of_the_attribute_that_comes_and_goes_brings_and_takes_the_benchmark()
    {
        var aliased = Other.Replace("[Benchmark(", "[Evaluation(");
        var without = TestCompilation.Create([new("/project/Usings.cs", Sources.Usings), new(Path, Sources.Triage), new("/project/Other.cs", aliased)]);
        var with = without.AddSyntaxTrees(TestCompilation.Parse(new SourceFile("/project/Names.cs", "global using Evaluation = Assay.BenchmarkAttribute;")));
        var driver = GeneratorTest.Driver(tracksSteps: false);
        foreach (var (compilation, isThere) in ((CSharpCompilation, bool)[])[(without, false), (with, true), (without, false)])
        {
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(isThere, driver.GetRunResult().Results.Single().GeneratedSources.Any(static source => source.HintName == "Samples.Other.Assay.Places.g.cs"));
        }
    }

    [Fact]
    public void Every_step_is_named_and_seen()
    {
        var run = Run(static compilation => compilation);
        Assert.Equal(TrackingNames.All.Order(StringComparer.Ordinal), run.Steps.Keys.Where(static name => name.StartsWith("Assay.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IncrementalRun Run(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var first = TestCompilation.Create(
            [new("/project/Usings.cs", Sources.Usings), new(Path, Sources.Triage), new("/project/Other.cs", Other), new("/project/Shared.cs", Shared), new("/project/Xunit.cs", Sources.Xunit), new("/project/Unrelated.cs", Unrelated)]);
        return IncrementalRun.Of(first, edit(first.Clone()));
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
    {
        var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return compilation.Clone().ReplaceSyntaxTree(old, TestCompilation.Parse(new SourceFile(path, text)));
    }

    private static void AssertNothingNew(IncrementalRun run, params string[] except)
    {
        foreach (var name in TrackingNames.All.Except(except))
            Assert.All(run.Steps[name], reason => Assert.True(IsOld(reason), $"The step {name} has something {reason}."));
        if (except.Length > 0)
            return;
        Assert.Empty(run.Rewritten);
        Assert.NotEmpty(run.Outputs);
        Assert.All(run.Outputs, static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static bool IsOld(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
