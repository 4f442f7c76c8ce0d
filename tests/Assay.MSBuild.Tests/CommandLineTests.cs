namespace Assay.MSBuild.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("say \"hi\"", "\"say \\\"hi\\\"\"")]
    [InlineData("ends in \\", "\"ends in \\\\\"")]
    [InlineData("C:\\plain\\path", "C:\\plain\\path")]
    [InlineData("a \\\"b", "\"a \\\\\\\"b\"")]
    public void An_argument_is_quoted_only_where_it_must_be(string argument, string expected) =>
        Assert.Equal(expected, CommandLine.Join([argument]));

    [Fact]
    public void Arguments_are_parted_by_one_space() =>
        Assert.Equal("exec \"my file\" --accept", CommandLine.Join(["exec", "my file", "--accept"]));
}
