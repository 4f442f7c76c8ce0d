using Assay.Packages.Tests.Feed;

namespace Assay.Packages.Tests.Guides;

/// <summary>Does what a guide says, as somebody who reads it.</summary>
internal sealed class GuideReader(UserFolder folder)
{
    private string place = "";
    private string output = "";

    /// <summary>How many commands were run.</summary>
    public int Commands { get; private set; }

    public async Task FollowAsync(GuideStep step)
    {
        switch (step.Kind)
        {
            case "sh":
                await RunAsync(step.Lines, step.Argument == "fails");
                break;
            case "text":
                Assert.All(step.Lines, line => Assert.Contains(line, output, StringComparison.Ordinal));
                break;
            case "markdown":
                Assert.Equal(string.Join('\n', step.Lines), (await folder.ReadAsync(Path.Combine(place, step.Argument))).ReplaceLineEndings("\n").TrimEnd());
                break;
            case "diff":
                await EditAsync(Path.Combine(folder.Directory, place, step.Argument), step.Lines);
                break;
            default:
                Assert.Fail($"A block of the kind '{step.Kind}' means nothing to this test.");
                break;
        }
    }

    private async Task RunAsync(IReadOnlyList<string> commands, bool lastFails)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            var words = commands[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Commands++;
            if (words is ["cd", var target])
            {
                place = Path.Combine(place, target);
                continue;
            }

            Assert.Equal("dotnet", words[0]);
            var result = await folder.DotNetAsync(place, words[1..]);
            output = result.Text;
            var mustFail = lastFails && i == commands.Count - 1;
            Assert.True(result.ExitCode == 0 != mustFail, $"'{commands[i]}' ended with {result.ExitCode}:{Environment.NewLine}{output}");
        }
    }

    private static async Task EditAsync(string file, IReadOnlyList<string> lines)
    {
        var before = Side(lines, '-');
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(before, Side(lines, '+'), StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static string Side(IReadOnlyList<string> lines, char sign) => string.Join('\n', lines.Where(line => line[0] == sign).Select(static line => line[1..]));
}
