using System.Text.Json;
using Assay.Errors;

namespace Assay.Tests.Datasets;

public sealed class JsonArrayDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Elements_are_read_across_buffer_edges()
    {
        var elements = Enumerable.Range(0, 3_000).Select(i => $$"""  {"id": "{{i}}", "text": "{{new string('x', i % 97)}}"}""");
        folder.Write("q.json", "\uFEFF[\n" + string.Join(",\n", elements) + "\n]\n");
        var items = await folder.ReadAsync(Dataset.Json<Question>("q.json").Bind(question => question.Id));
        Assert.Equal(3_000, items.Count);
        Assert.Equal(new string('x', 2_999 % 97), ((Question)items[^1].Value).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("[]")]
    public async Task An_empty_file_or_array_has_no_items(string text)
    {
        folder.Write("q.json", text);
        Assert.Empty(await folder.ReadAsync(Dataset.Json<JsonElement>("q.json").Bind(null)));
    }

    [Theory]
    [InlineData("[\n{\"id\":\"a\",\"text\":\"x\"},\n{\"id\":\"b\",\n\"text\":5}]", 4, 9, "'text' is not text")]
    [InlineData("[\n  {\"id\":\"a\",\"text\":5}]", 2, 21, "'text' is not text")]
    [InlineData("[\n{\"id\":\"a\",\"text\":\"x\"}, 5]", 2, 24, "not a JSON object")]
    [InlineData("{\"id\":\"a\"}", 1, 1, "not a JSON array")]
    [InlineData("[\n{\"id\":\"a\" \"text\":\"x\"}]", 2, 11, "not well-formed")]
    [InlineData("[{\"id\":\"a\",\"text\":\"x\"}] 1", 1, 25, "not well-formed")]
    public async Task A_malformed_element_is_named_with_line_and_column(string text, int line, int column, string message)
    {
        folder.Write("q.json", text);
        var problem = await folder.FailAsync(Dataset.Json<Question>("q.json").Bind(question => question.Id));
        Assert.Contains(message, problem.Message);
        Assert.Equal((line, column), (problem.Line!.Value, problem.Column!.Value));
    }

    [Theory]
    [InlineData("[\n{\"id\":\"a\",\"text\":\"x\"},\n{\"id\":\"b\",\"te", 3)]
    [InlineData("[\n{\"id\":\"a\",\"text\":\"x\"}\n", 3)]
    [InlineData("[", 1)]
    public async Task A_truncated_array_is_said_to_be_cut_off(string text, int line)
    {
        folder.Write("q.json", text);
        var problem = await folder.FailAsync(Dataset.Json<Question>("q.json").Bind(question => question.Id));
        Assert.Equal((ErrorCode.DatasetMalformed, line), (problem.Code, problem.Line!.Value));
        Assert.Contains("cut off", problem.Message);
    }

    [Fact]
    public async Task A_duplicate_id_names_both_lines()
    {
        folder.Write("q.json", "[\n{\"id\":\"a\",\"text\":\"x\"},\n\n{\"id\":\"a\",\"text\":\"y\"}]");
        var problem = await folder.FailAsync(Dataset.Json<Question>("q.json").Bind(question => question.Id));
        Assert.Equal(4, problem.Line);
        Assert.Contains("line 2", problem.Message);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_named_by_line()
    {
        folder.Write("q.json", [.. "[\n{\"id\":\"a\",\n\"text\":\""u8, 0xE9, .. "\"}]"u8]);
        var problem = await folder.FailAsync(Dataset.Json<Question>("q.json").Bind(question => question.Id));
        Assert.Equal(3, problem.Line);
        Assert.Contains("not UTF-8", problem.Message);
    }
}
