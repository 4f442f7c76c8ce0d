using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

/// <summary>The documentation calls the tool as it can be called: each line and mention is read by the real commands.</summary>
public sealed partial class DocumentedCallsTests
{
    // Placeholders, by what may stand there.
    private static readonly IReadOnlyDictionary<string, string> Placeholders = new Dictionary<string, string> { ["COMMAND"] = "list" };

    /// <summary>The pages that call the tool.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(CommandTests.Repository(), "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(CommandTests.Repository(), "README.md"))
            .Where(static page => Lines(File.ReadAllText(page)).Any() || Mentions(File.ReadAllText(page)).Any())
            .Select(static page => Path.GetRelativePath(CommandTests.Repository(), page).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_pages_of_the_tool_and_of_CI_are_among_those_that_are_read() =>
        Assert.Superset(new HashSet<string> { "docs/cli.md", "docs/guides/ci.md" }, Pages.Select(static row => row.Data).ToHashSet());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_command_line_of_a_page_can_be_called(string page) =>
        Assert.All(Lines(Read(page)), static line => Assert.True(ErrorsOf(line) is "", $"assay {line}: {ErrorsOf(line)}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_mention_in_a_page_names_a_command_and_its_options(string page) =>
        Assert.All(Mentions(Read(page)), static mention => Assert.True(UnknownIn(mention) is "", $"assay {mention}: {UnknownIn(mention)}"));

    [Fact]
    public void Each_option_in_the_table_of_commands_is_one_of_that_row()
    {
        var rows = Read("docs/cli.md").Split('\n').Where(static line => line.StartsWith("| `assay ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, static row =>
        {
            var known = Mentions(row.Split(" | ")[0]).SelectMany(static mention => OptionsOf(CommandOf(Words(mention)))).ToHashSet();
            Assert.Superset(OptionInRow().Matches(row).Select(static match => match.Groups[1].Value).ToHashSet(), known);
        });
    }

    [Theory]
    [InlineData("report --format pdf")]
    [InlineData("accept --form artifact.zip")]
    [InlineData("reports")]
    public void A_line_that_cannot_be_called_is_found(string line)
    {
        Assert.NotEqual("", ErrorsOf(line));
        Assert.Equal(line.StartsWith("report ", StringComparison.Ordinal), UnknownIn(line) is "");
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(CommandTests.Repository(), page));

    /// <summary>The calls in blocks of code, and those in a text that begin with <c>dotnet</c>.</summary>
    private static IEnumerable<string> Lines(string text) =>
        Block().Matches(text).SelectMany(static block => Line().Matches(block.Value)).Concat(Whole().Matches(Block().Replace(text, ""))).Select(static match => match.Groups[1].Value);

    private static IEnumerable<string> Mentions(string text) => Mention().Matches(Block().Replace(text, "")).Select(static match => match.Groups[1].Value);

    private static string ErrorsOf(string line) => string.Join(' ', CommandTests.Root().Parse(Words(line)).Errors.Select(static error => error.Message));

    /// <summary>A mention may leave out what a call needs, and name what is to be filled in.</summary>
    private static string UnknownIn(string mention)
    {
        var words = Words(mention);
        var command = CommandOf(words);
        if (command.Subcommands.Count > 0 && command is RootCommand)
            return "no such command";
        var known = OptionsOf(command).ToHashSet();
        return string.Join(' ', words.Where(word => word.StartsWith('-') && !known.Contains(word)));
    }

    private static Command CommandOf(IEnumerable<string> words)
    {
        Command command = CommandTests.Root();
        foreach (var word in words)
        {
            if (command.Subcommands.FirstOrDefault(one => one.Name == word) is not { } below)
                break;
            command = below;
        }

        return command;
    }

    private static IEnumerable<string> OptionsOf(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            foreach (var option in at.Options.Where(option => at == command || option.Recursive))
            {
                foreach (var name in option.Aliases.Prepend(option.Name))
                    yield return name;
            }
        }
    }

    private static string[] Words(string line) =>
        [.. CommandLineParser.SplitCommandLine(AfterCall().Replace(line, "").Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)).Select(static word => Placeholders.GetValueOrDefault(word, word))];

    [GeneratedRegex(@"(?ms)^ *```.*?^ *```")]
    private static partial Regex Block();

    [GeneratedRegex(@"(?m)^[ \t]*(?:- )?(?:run: )?(?:dotnet )?assay ([^\r\n]+)")]
    private static partial Regex Line();

    [GeneratedRegex("`dotnet assay ([^`]+)`")]
    private static partial Regex Whole();

    [GeneratedRegex("`assay ([a-zA-Z][^`]*)`")]
    private static partial Regex Mention();

    [GeneratedRegex("`(--?[a-z-]+)[^`]*`")]
    private static partial Regex OptionInRow();

    [GeneratedRegex(@" *(?:\|\||&&|;| \| ).*$")]
    private static partial Regex AfterCall();
}
