namespace Assay.MSBuild.Tests;

public sealed class HostLineTests
{
    [Theory]
    [InlineData("text of a user's engine")]
    [InlineData("")]
    [InlineData("{ not json")]
    [InlineData("{\"benchmark\":\"b\"}")]
    [InlineData("[1,2]")]
    public void A_line_that_is_no_record_is_left_to_the_log(string line) => Assert.Null(HostLine.TryParse(line));

    [Fact]
    public void Members_are_read_in_every_culture_and_absent_ones_are_empty()
    {
        var line = HostLine.TryParse("""{"type":"progress","message":"a \"quoted\" ü","perSecond":812.5,"done":1200,"note":null}""");

        Assert.NotNull(line);
        Assert.Equal("progress", line.Type);
        Assert.Equal("a \"quoted\" ü", line.Text("message"));
        Assert.Equal(812.5, line.Real("perSecond"));
        Assert.Equal(1200, line.Number("done"));
        Assert.Equal("", line.Text("note"));
        Assert.Equal(0, line.Number("absent"));
    }
}
