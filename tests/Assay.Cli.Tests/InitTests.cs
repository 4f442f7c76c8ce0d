namespace Assay.Cli.Tests;

/// <summary><c>assay init</c>.</summary>
public sealed class InitTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_test_project_gets_a_project_file_lines_for_git_and_a_first_benchmark()
    {
        await Shelf.WriteAsync(folder, "Company.Evals.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Assay.Xunit" /></ItemGroup></Project>""");

        var (exit, output, error) = await Tool.RunAsync(folder, "init");

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("FirstBenchmark.cs", output, StringComparison.Ordinal);
        Assert.StartsWith("#:schema obj/assay.schema.json\n", await ReadAsync("assay.toml"), StringComparison.Ordinal);
        Assert.Contains("name = \"company-evals\"", await ReadAsync("assay.toml"), StringComparison.Ordinal);
        Assert.Contains("namespace Company.Evals;", await ReadAsync("FirstBenchmark.cs"), StringComparison.Ordinal);
        Assert.Equal(".assay/\n*.received.*\n", await ReadAsync(".gitignore"));
        Assert.Contains("*.verified.items.tsv merge=assay\n", await ReadAsync(".gitattributes"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "data", "first.jsonl")));
    }

    [Fact]
    public async Task What_is_there_stays_and_a_second_call_changes_nothing()
    {
        await Shelf.WriteAsync(folder, "Evals.csproj", "<Project><!-- Assay.NUnit --></Project>");
        await Shelf.WriteAsync(folder, "assay.json", """{ "name": "mine" }""");
        await Shelf.WriteAsync(folder, ".gitignore", "bin/\n.assay/");
        await Shelf.WriteAsync(folder, "deep/Mine.cs", "[Benchmark(\"mine\")] class Mine;");

        var (_, first, _) = await Tool.RunAsync(folder, "init");
        var before = Texts();
        var (exit, second, _) = await Tool.RunAsync(folder, "init");

        Assert.Equal(0, exit);
        Assert.Contains("1 line added", first, StringComparison.Ordinal);
        Assert.Equal("bin/\n.assay/\n*.received.*\n", await ReadAsync(".gitignore"));
        Assert.False(File.Exists(Path.Combine(folder, "assay.toml")));
        Assert.False(File.Exists(Path.Combine(folder, "FirstBenchmark.cs")));
        Assert.DoesNotContain("made", second, StringComparison.Ordinal);
        Assert.Equal(before, Texts());
    }

    [Fact]
    public async Task A_folder_without_a_project_gets_no_benchmark()
    {
        await Tool.RunAsync(folder, "init");

        Assert.StartsWith("# What all", await ReadAsync("assay.toml"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder, "*.cs"));
        var (exit, _, error) = await Tool.RunAsync(folder, "diff", "assay.toml", "assay.toml");
        Assert.Equal((0, ""), (exit, error));
    }

    private Dictionary<string, string> Texts() => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(static file => file, File.ReadAllText, StringComparer.Ordinal);

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken);
}
