using System.Diagnostics;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A test project gets its models from the project file alone: the sample's built tests, in a project folder of their own.</summary>
public sealed class ProjectTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-ai-");

    public ProjectTests()
    {
        CopyFolder(Path.Combine(Sample, "bin", Configuration, "net10.0"), Path.Combine(folder.FullName, "bin"));
        CopyFolder(Path.Combine(Sample, "data"), Path.Combine(folder.FullName, "data"));
        File.WriteAllText(Path.Combine(folder.FullName, "bin", "ChatTriage.assay.json"), """{"projectDirectory":"..","storeDirectory":".assay","mode":"Auto","missing":"skip"}""");
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Sample => Path.GetFullPath("../../../../../samples/ChatTriage", AppContext.BaseDirectory);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_asks_the_configured_provider_and_auto_then_needs_neither_key_nor_network()
    {
        await using (var stub = await StubServer.StartAsync(new StubOptions { ApiKey = "canary-key-55d1", Answer = Answer }, Asked.Token))
        {
            WriteProject(stub.BaseUrl);

            var before = await TestAsync("Auto");
            Assert.Contains("8 of 8 generations are missing", before.Output, StringComparison.Ordinal);
            Assert.Contains("6 of 6 generations are missing", before.Output, StringComparison.Ordinal);
            Assert.Empty(stub.Requests);

            var run = await TestAsync("Run", ("OPENAI_API_KEY", "canary-key-55d1"), ("ASSAY_ACCEPT", "1"));
            Assert.True(run.Exit == 0, run.Output);
            Assert.Equal(8 + (6 * 2), stub.Requests.Count);
            Assert.DoesNotContain("canary", run.Output, StringComparison.Ordinal);
        }

        var after = await TestAsync("Auto");
        Assert.True(after.Exit == 0 && after.Output.Contains("Skipped: 0", StringComparison.Ordinal), after.Output);
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            Assert.False(System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName, Asked.Token)).Contains("canary-key", StringComparison.Ordinal), $"The key stands in {file.Name}.");
        Assert.Contains("accuracy", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "ChatTriage.verified.md"), Asked.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_that_the_project_file_lacks_is_said_with_the_mend()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "assay.toml"), "name = \"t\"\n", Asked.Token);

        var (exit, output) = await TestAsync("Auto");

        Assert.NotEqual(0, exit);
        Assert.Contains("There is no engine 'openai'; register it, configure it in the project file, or name another provider.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kind_that_nobody_knows_is_said_with_the_mend()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "assay.toml"), "name = \"t\"\n[provider.openai]\nkind = \"carrier_pigeon\"\n", Asked.Token);

        var (exit, output) = await TestAsync("Auto");

        Assert.NotEqual(0, exit);
        Assert.Contains("the project configures it as 'carrier_pigeon', a kind that nothing here makes engines of", output, StringComparison.Ordinal);
    }

    private static StubAnswer Answer(StubRequest request) => request.Body.TryGetProperty("tools", out _) && request.LastRole != "tool"
        ? StubAnswer.Calling("c", "glossary", """{"word":"Paket"}""")
        : new StubAnswer("B");

    private void WriteProject(Uri address) => File.WriteAllText(Path.Combine(folder.FullName, "assay.toml"), $"""
        name = "chat-triage"

        [provider.openai]
        kind = "openai"
        base_url = "{address}"
        api_key = "env:OPENAI_API_KEY"
        """);

    private async Task<(int Exit, string Output)> TestAsync(string mode, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(folder.FullName, "bin", "ChatTriage.dll"), "-noColor"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASSAY_MODE"] = mode;
        start.Environment.Remove("OPENAI_API_KEY");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Asked.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
