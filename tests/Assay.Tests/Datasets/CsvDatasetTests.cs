using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Tests.Datasets;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Values_become_the_members_types()
    {
        folder.Write("q.csv", "\uFEFFid,text,points,weight,open,hardness,extra\r\n1,\"a, \"\"b\"\"\r\nc\",3,0.5,TRUE,hard,e\r\n\r\n2,,-1,,false,Easy,\r\n");
        var items = await folder.ReadAsync(Dataset.Csv<Question>("q.csv").Bind(question => question.Id));
        Assert.Equal(new Question("1", "a, \"b\"\r\nc", 3, 0.5, true, Hardness.Hard), items[0].Value);
        Assert.Equal(new Question("2", "", -1), items[1].Value);
    }

    [Fact]
    public async Task Culture_does_not_matter()
    {
        folder.Write("q.csv", "id,text,weight\n1,x,0.5\n");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var item = Assert.Single(await folder.ReadAsync(Dataset.Csv<Question>("q.csv").Bind(question => question.Id)));
            Assert.Equal(0.5, ((Question)item.Value).Weight);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Untyped_records_hold_texts()
    {
        folder.Write("q.csv", "item_id,n\nx,1\n");
        var item = Assert.Single(await folder.ReadAsync(Dataset.Csv<JsonElement>("q.csv").Bind(null)));
        Assert.Equal(("x", """{"item_id":"x","n":"1"}"""), (item.Id, Encoding.UTF8.GetString(item.Json.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,text\n")]
    public async Task An_empty_file_or_a_header_alone_has_no_items(string text)
    {
        folder.Write("q.csv", text);
        Assert.Empty(await folder.ReadAsync(Dataset.Csv<Question>("q.csv").Bind(question => question.Id)));
    }

    [Theory]
    [InlineData("id,text\n1,x\n2,y,z\n", 3, "3 fields where the header names 2")]
    [InlineData("id,text\n\"1\n\",x\n2\n", 4, "1 fields where the header names 2")]
    [InlineData("1,x\n2,y\n", 1, "no column 'Id'")]
    [InlineData("id,,text\n", 1, "Column 2 has no name")]
    [InlineData("id,text,Id\n", 1, "'Id' twice")]
    [InlineData("id,text\n1,\"x\n2,y\n", 2, "quote")]
    [InlineData("id,text\n1,x\n2,\"y\" z\n", 3, "quote")]
    [InlineData("id,text\n1,x\"y\n", 2, "quote")]
    [InlineData("id,text,points\n1,x,many\n", 2, "'points' holds 'many', which is not a number")]
    [InlineData("id,text,points\n1,x,1.5\n", 2, "'points' is not a whole number")]
    [InlineData("id,text,open\n1,x,perhaps\n", 2, "'open' holds 'perhaps', which is not true or false")]
    [InlineData("id,text\n1,x\n1,y\n", 3, "line 2")]
    public async Task A_malformed_line_is_named_with_what_is_wrong(string text, int line, string message)
    {
        folder.Write("q.csv", text);
        var problem = await folder.FailAsync(Dataset.Csv<Question>("q.csv").Bind(question => question.Id));
        Assert.Contains(message, problem.Message);
        Assert.Equal(("q.csv", line), (problem.File, problem.Line!.Value));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_named_by_line()
    {
        folder.Write("q.csv", [.. "id,text\n1,x\n2,"u8, 0xE9, (byte)'\n']);
        var problem = await folder.FailAsync(Dataset.Csv<Question>("q.csv").Bind(question => question.Id));
        Assert.Equal((ErrorCode.DatasetMalformed, 3), (problem.Code, problem.Line!.Value));
        Assert.Contains("not UTF-8", problem.Message);
    }
}
