using System.Text.Json;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>What the host, whose lines the build makes errors of, says of malformed input.</summary>
public sealed class BadInputTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    private readonly UserProject project = built.Fresh();

    /// <summary>A file, the text that takes the place of its own, the error's code, its line (0 for none) and what it says.</summary>
    public static TheoryData<string, string, string, int, string> Inputs => new()
    {
        { "data/low.jsonl", "{\"id\":\"q-0001\",\"number\":1}\n{\"id\":\"q-0002\",\"number\":\"two\"}\n", "dataset_malformed", 2, "correct its value." },
        { "data/answers.jsonl", "{\"id\":\"q-0001\",\"recorded\":\"1\"}\n{\"id\":\n", "dataset_malformed", 2, "Correct it." },
        { "assay.toml", "name = \"p\"\n[storage]\nroot = \"r\"\n", "schema_mismatch", 3, "There is no member 'root' here" },
        { ".assay/assay.db", "no store", "store_unreadable", 0, "move it away to start with an empty one." },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Malformed_input_is_a_problem_with_its_place_and_the_run_passes_once_it_is_mended(string file, string text, string code, int line, string message)
    {
        await project.RunHostAsync("--accept");
        var good = File.Exists(project.PathOf(file)) ? await File.ReadAllBytesAsync(project.PathOf(file), TestContext.Current.CancellationToken) : null;

        project.Write(file, text);
        var refused = await project.RunHostAsync("--filter", "replayed");
        if (good is null)
            File.Delete(project.PathOf(file));
        else
            await File.WriteAllBytesAsync(project.PathOf(file), good, TestContext.Current.CancellationToken);
        var passed = await project.RunHostAsync();

        Assert.True(refused.ExitCode == 1, refused.Text);
        var problem = Assert.Single(refused.Lines("problem"));
        Assert.Equal((code, project.PathOf(file), line), (Text(problem, "code"), project.PathOf(Text(problem, "file")), LineOf(problem)));
        Assert.Contains(message, Text(problem, "message"), StringComparison.Ordinal);
        Assert.True(passed.ExitCode == 0, passed.Text);
        Assert.Equal(0, passed.Numbers.Generated);
    }

    [Fact]
    public async Task Build_s_check_says_every_mistake_of_the_project_file_with_its_place()
    {
        project.Write("assay.toml", "name = \"p\"\nmax_retries = 2\n[execution]\nmax_retries = -1\n");

        var result = await project.DotnetAsync([.. project.HostArguments().Select(static argument => argument == "run" ? "check" : argument)]);
        var check = new HostRun(result.ExitCode, result.Text);
        File.Delete(project.PathOf("assay.toml"));

        Assert.True(check.ExitCode == 1, check.Text);
        Assert.Equal([(2, "schema_mismatch"), (4, "schema_mismatch")], check.Lines("problem").Select(static problem => (LineOf(problem), Text(problem, "code"))));
        Assert.Empty(project.Calls.Read());
    }

    [Fact]
    public async Task Unknown_mode_is_a_problem_that_names_the_known_ones()
    {
        var refused = await project.RunHostAsync("--mode", "Rnu");

        Assert.True(refused.ExitCode == 1, refused.Text);
        Assert.Equal("'Rnu' is no AssayMode; take one of Auto, Run, Plan, Replay, Off.", Text(Assert.Single(refused.Lines("problem")), "message"));
        Assert.Empty(project.Calls.Read());
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static int LineOf(JsonElement problem) => problem.TryGetProperty("line", out var line) && line.ValueKind == JsonValueKind.Number ? line.GetInt32() : 0;
}
