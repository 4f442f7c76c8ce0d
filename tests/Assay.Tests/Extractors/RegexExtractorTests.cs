using Assay.Errors;

namespace Assay.Tests.Extractors;

public sealed class RegexExtractorTests
{
    [Theory]
    [InlineData("(?P<x>\\\\d)(?P=x)", "\"x\"", "1 22", "2")]
    [InlineData("(?<x>\\\\d)\\\\k<x>", "\"x\"", "1 22", "2")]
    [InlineData("(a)(?P<x>b)(c)", "2", "abc", "b")]
    [InlineData("(a)(?P<x>b)(c)", "3", "abc", "c")]
    [InlineData("[(](?P<x>.)[)\\\\]]", "1", "(a)", "a")]
    [InlineData("[](](b)", "1", "](b", "b")]
    [InlineData("\\\\((b)", "1", "(b", "b")]
    [InlineData("^a{,2}\\\\Z", "0", "aa", "aa")]
    [InlineData("(?<=x)y", "0", "xy", "y")]
    [InlineData("(?:a)(b)", "1", "ab", "b")]
    public async Task Groups_are_numbered_by_their_brackets_and_found_by_name(string pattern, string group, string text, string found) =>
        Assert.Equal(found, (await BuiltIn.ExtractAsync("regex", $$"""{"pattern":"{{pattern}}","group":{{group}}}""", text)).Value);

    [Theory]
    [InlineData("""{"pattern":"("}""", "pattern")]
    [InlineData("""{"pattern":""}""", "pattern")]
    [InlineData("{}", "pattern")]
    [InlineData("""{"pattern":"a","group":1}""", "group")]
    [InlineData("""{"pattern":"a","group":"x"}""", "group")]
    [InlineData("""{"pattern":"a","group":true}""", "group")]
    [InlineData("""{"pattern":"a","flags":"i"}""", "flags")]
    public void Broken_settings_are_one_problem_with_a_path(string config, string path)
    {
        var error = Assert.Throws<SpecValidationException>(() => BuiltIn.Extractor("regex", config));
        var problem = Assert.Single(error.Problems);
        Assert.Equal((path, ErrorCode.SchemaMismatch), (problem.Path, problem.Code));
    }

    [Fact]
    public async Task Pattern_that_would_explode_runs_in_linear_time() =>
        Assert.False((await BuiltIn.ExtractAsync("regex", """{"pattern":"^(a+)+$"}""", new string('a', 5_000) + "!")).Success);

    [Fact]
    public async Task Pattern_that_must_backtrack_is_stopped_with_a_reason()
    {
        var extraction = await BuiltIn.ExtractAsync("regex", """{"pattern":"^(a+)+\\1$"}""", new string('a', 5_000) + "!");
        Assert.False(extraction.Success);
        Assert.Contains("longer than 2 seconds", extraction.Reason, StringComparison.Ordinal);
    }
}
