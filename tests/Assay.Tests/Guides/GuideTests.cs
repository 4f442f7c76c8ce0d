namespace Assay.Tests.Guides;

/// <summary>Each guide's program is compiled here, run, and held against the page: the code that it shows and what it says is printed.</summary>
public sealed class GuideTests : IDisposable
{
    private static readonly Dictionary<string, Func<Desk, Task>> Programs = new(StringComparer.Ordinal)
    {
        ["hello-world"] = HelloWorld.RunAsync,
        ["project-file"] = ProjectFiles.RunAsync,
        ["custom-extractor-and-metric"] = CustomPlugins.RunAsync,
        ["compare-models"] = CompareModels.RunAsync,
        ["resume"] = Resuming.RunAsync,
        ["hooks-and-timeline"] = HooksAndTimelines.RunAsync,
        ["external-hand-off"] = HandOff.RunAsync,
        ["evolving-an-experiment"] = EvolvingAnExperiment.RunAsync,
        ["estimate"] = Estimating.RunAsync,
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-guide-");

    public static TheoryData<string> Guides => [.. Programs.Keys];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task Page_shows_the_program_and_what_it_prints(string guide)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var page = await File.ReadAllTextAsync(Checkout.PathOf("docs", "guides", guide + ".md"), TestContext.Current.CancellationToken);

        await Programs[guide](new Desk(folder.FullName, output));

        Assert.Equal(Program(Programs[guide].Method.DeclaringType!.Name), Block(page, "csharp"));
        Assert.Equal(output.ToString().TrimEnd(), Block(page, "text"));
    }

    [Fact]
    public async Task Readme_links_every_guide()
    {
        var readme = await File.ReadAllTextAsync(Checkout.PathOf("README.md"), TestContext.Current.CancellationToken);

        Assert.All(Programs.Keys, guide => Assert.Contains($"(docs/guides/{guide}.md)", readme, StringComparison.Ordinal));
    }

    private static string Block(string page, string language)
    {
        var text = page.ReplaceLineEndings("\n");
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no block of {language}.");
        start += language.Length + 4;
        return text[start..text.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static string Program(string name)
    {
        var lines = File.ReadAllText(Checkout.PathOf("tests", "Assay.Tests", "Guides", name + ".cs")).ReplaceLineEndings("\n").Split('\n');
        var (from, to) = (Array.FindIndex(lines, static line => line.Trim() == "// <guide>"), Array.FindIndex(lines, static line => line.Trim() == "// </guide>"));
        var indent = lines[from].Length - lines[from].TrimStart().Length;
        return string.Join('\n', lines[(from + 1)..to].Select(line => line.Length > indent ? line[indent..] : line.TrimStart()));
    }
}
