using System.Text.Json.Nodes;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>A model that got worse, and what <c>dotnet test</c> says of it.</summary>
public sealed class RegressionTests
{
    private const string Model = "175b_verification";
    private const int Flipped = 200;

    [Fact]
    public async Task Two_hundred_answers_gone_wrong_fail_that_slice_s_test_alone_and_are_named()
    {
        using var project = Gsm8kProject.Create();
        AddSliceOfLastItems(project, 100);
        var accepted = await project.DotnetAsync("test", "-p:AssayAccept=true");
        Assert.True(accepted.ExitCode == 0, accepted.Text);
        Spoil(project, Flipped);

        var test = await project.DotnetAsync("test");

        Assert.NotEqual(0, test.ExitCode);
        Assert.Contains("5,676 trials, 200 generated, 5,476 reused, 0 failed", test.Text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\s*failed: 1$", test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 1$", test.Text);
        Assert.Contains("failed gsm8k / test", test.Text, StringComparison.Ordinal);
        AssertNamesWhatChanged(project, test.Text);
    }

    private static void AssertNamesWhatChanged(UserProject project, string text)
    {
        var flipped = FlippedItems(project);
        Assert.Equal(Flipped, flipped.Count);
        Assert.Contains($"correct of {Model}: mean 0.5625 → 0.4109 (-0.1516), 200 of 1319 items worse, 0 better.", text, StringComparison.Ordinal);
        Assert.All(flipped.Take(10), item => Assert.Contains($"{item}: 1 → 0", text, StringComparison.Ordinal));
        Assert.DoesNotContain(flipped[10], text, StringComparison.Ordinal);
        Assert.Contains("said: I would guess. A: -", text, StringComparison.Ordinal);
        Assert.Equal(Count(text, ": 1 → 0"), Count(text, "said: I would guess. A: -"));
        Assert.Contains("and 190 more", text, StringComparison.Ordinal);
        Assert.Contains($"- | {Model} | 0.5625", text, StringComparison.Ordinal);
        Assert.Contains($"+ | {Model} | 0.4109", text, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>The items, in the order of the file, whose lines the received items file changes from right to wrong; there are no others.</summary>
    private static List<string> FlippedItems(UserProject project)
    {
        var verified = File.ReadAllLines(project.PathOf("Gsm8k.verified.items.tsv"));
        var received = File.ReadAllLines(project.PathOf("Gsm8k.received.items.tsv"));
        Assert.Equal(verified.Length, received.Length);
        var changes = verified.Zip(received).Where(static lines => lines.First != lines.Second).ToList();
        Assert.All(changes, static lines => Assert.Equal(lines.First[..^1] + "0", lines.Second));
        Assert.All(changes, static lines => Assert.StartsWith($"test\t{lines.First.Split('\t')[1]}\t{Model}\t", lines.First, StringComparison.Ordinal));
        return [.. changes.Select(static lines => lines.First.Split('\t')[1])];
    }

    private static void AddSliceOfLastItems(UserProject project, int count)
    {
        File.WriteAllLines(project.PathOf("data/last.jsonl"), File.ReadLines(project.PathOf("data/problems.jsonl")).TakeLast(count));
        project.Edit("Gsm8k.cs", "    [Engine(", """
                [Slice("last")]
                public static Dataset<Problem> Last => Dataset.Jsonl<Problem>("data/last.jsonl");

                [Engine(
            """);
    }

    /// <summary>Records a wrong answer in place of each of the first right ones.</summary>
    private static void Spoil(UserProject project, int count)
    {
        var lines = File.ReadAllLines(project.PathOf("data/solutions.jsonl"));
        for (var i = 0; count > 0; i++)
        {
            var line = JsonNode.Parse(lines[i])!;
            if (!(bool)line[Model]!["is_correct"]!)
                continue;
            line[Model]!["solution"] = $"I would guess.\nA: -{count}";
            lines[i] = line.ToJsonString();
            count--;
        }

        File.WriteAllLines(project.PathOf("data/solutions.jsonl"), lines);
    }
}
