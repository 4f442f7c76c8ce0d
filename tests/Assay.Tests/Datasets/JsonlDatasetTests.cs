using System.Text;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Tests.Datasets;

public sealed class JsonlDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Records_are_read_with_any_case_and_snake_case()
    {
        folder.Write("data/q.jsonl", "{\"ID\":\"a\",\"text\":\"x\",\"points\":3,\"hardness\":\"hard\"}\n{\"id\":\"b\",\"Text\":\"y\",\"weight\":0.5}\n");
        var items = await folder.ReadAsync(Dataset.Jsonl<Question>("data/q.jsonl").Bind(question => question.Id));
        Assert.Equal(new Question("a", "x", 3, Hardness: Hardness.Hard), items[0].Value);
        Assert.Equal(new Question("b", "y", Weight: 0.5), items[1].Value);
        Assert.Equal(["a", "b"], items.Select(item => item.Id));
        Assert.Equal("""{"Hardness":"Easy","Id":"b","Open":false,"Points":0,"Text":"y","Weight":0.5}""", Encoding.UTF8.GetString(items[1].Json.Span));
    }

    [Fact]
    public async Task Snake_case_reaches_nested_objects_and_lists()
    {
        folder.Write("n.jsonl", """{"key":"k","origin":{"source_url":"u"},"others":[{"source_url":"v"},{"SourceUrl":"w"}]}""");
        var item = Assert.Single(await folder.ReadAsync(Dataset.Jsonl<Nested>("n.jsonl").Bind(nested => nested.Key)));
        var nested = Assert.IsType<Nested>(item.Value);
        Assert.Equal(["u", "v", "w"], [nested.Origin.SourceUrl, .. nested.Others!.Select(other => other.SourceUrl)]);
    }

    [Fact]
    public async Task A_generated_type_info_reads_the_same_items()
    {
        folder.Write("q.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n");
        var item = Assert.Single(await folder.ReadAsync(Dataset.Jsonl("q.jsonl", QuestionContext.Default.Question).Bind(question => question.Id)));
        Assert.Equal(new Question("a", "x"), item.Value);
    }

    [Fact]
    public async Task Byte_order_mark_blank_lines_crlf_and_a_last_line_without_end_are_fine()
    {
        folder.Write("q.jsonl", "\uFEFF{\"id\":\"a\",\"text\":\"x\"}\r\n\r\n  \n{\"id\":\"b\",\"text\":\"y\"}");
        var items = await folder.ReadAsync(Dataset.Jsonl<Question>("q.jsonl").Bind(question => question.Id));
        Assert.Equal(["a", "b"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task An_empty_file_has_no_items()
    {
        folder.Write("q.jsonl", "");
        Assert.Empty(await folder.ReadAsync(Dataset.Jsonl<Question>("q.jsonl").Bind(question => question.Id)));
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_read_whole()
    {
        var text = new string('x', 300_000);
        folder.Write("q.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => $"{{\"id\":\"{i}\",\"text\":\"{text}{i}\"}}\n")));
        var items = await folder.ReadAsync(Dataset.Jsonl<Question>("q.jsonl").Bind(question => question.Id));
        Assert.Equal(text + "4", ((Question)items[4].Value).Text);
    }

    [Fact]
    public async Task Each_enumeration_reads_anew()
    {
        folder.Write("q.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n");
        var source = Dataset.Jsonl<Question>("q.jsonl").Bind(question => question.Id);
        var first = await folder.ReadAsync(source);
        Assert.Equal(first.Select(item => item.Digest), (await folder.ReadAsync(source)).Select(item => item.Digest));
    }

    [Fact]
    public async Task Untyped_records_take_their_id_from_the_id_fields()
    {
        folder.Write("q.jsonl", "{\"id\":\"x\"}\n{\"id\":7}\n{\"item_id\":3,\"id\":\"other\"}\n{\"item_id\":\"\",\"id\":\"s\"}\n");
        var items = await folder.ReadAsync(Dataset.Jsonl<JsonElement>("q.jsonl").Bind(null));
        Assert.Equal(["x", "7", "3", "s"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task Records_without_an_id_field_are_named_by_their_content()
    {
        folder.Write("q.jsonl", "{\"q\":\"a\"}\n{\"q\": \"b\"}\n");
        var items = await folder.ReadAsync(Dataset.Jsonl<JsonElement>("q.jsonl").Bind(null));
        Assert.Equal(["29a9829b3c03", "d235bf2e2dc7"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_type_without_an_id_member_still_uses_the_records_id_field()
    {
        folder.Write("q.jsonl", "{\"id\":\"p1\",\"name\":\"n\",\"count\":1}\n");
        Assert.Equal("p1", Assert.Single(await folder.ReadAsync(Dataset.Jsonl<Plain>("q.jsonl").Bind(null))).Id);
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\",\"text\":", 3, "not well-formed JSON")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"} trailing\n", 1, "not well-formed JSON")]
    [InlineData("not json\n", 1, "not well-formed JSON")]
    [InlineData("\n[1,2]\n", 2, "not a JSON object")]
    [InlineData("\"text\"\n", 1, "not a JSON object")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"points\":\"three\"}\n", 1, "'points' is not a whole number")]
    [InlineData("{\"id\":\"a\",\"text\":5}\n", 1, "'text' is not text")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"hardness\":\"medium\"}\n", 1, "'hardness' is not one of Easy, Hard")]
    [InlineData("{\"id\":\"a\"}\n", 1, "A field is missing: 'Text'")]
    [InlineData("{\"id\":\"a\",\"text\":null}\n", 1, "'text' is null")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\",\"text\":\"y\"}\n", 1, "is given twice")]
    public async Task A_malformed_line_is_named_with_what_is_wrong(string text, int line, string message)
    {
        folder.Write("data/q.jsonl", text);
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>("data/q.jsonl").Bind(question => question.Id));
        Assert.Equal(("data/q.jsonl", (int?)line, ErrorCode.DatasetMalformed), (problem.File, problem.Line, problem.Code));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public async Task The_column_counts_characters_and_survives_renamed_fields()
    {
        folder.Write("n.jsonl", """{"key":"é","origin":{"source_url":1}}""");
        var problem = await folder.FailAsync(Dataset.Jsonl<Nested>("n.jsonl").Bind(nested => nested.Key));
        Assert.Equal(36, problem.Column);
        Assert.Contains("'Origin.SourceUrl' is not text", problem.Message);
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"\",\"text\":\"x\"}\n", 2, "item_id_missing", "no id")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"z\"}\n", 3, "item_id_duplicate", "line 1")]
    public async Task Ids_must_be_there_and_be_unique(string text, int line, string code, string message)
    {
        folder.Write("q.jsonl", text);
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>("q.jsonl").Bind(question => question.Id));
        Assert.Equal(((int?)line, code), (problem.Line, problem.Code.Value));
        Assert.Contains(message, problem.Message);
    }

    [Theory]
    [InlineData("{\"q\":1}\n{\"q\":2}\n{\"q\":1}\n", 3, "item_id_duplicate", "same content as line 1")]
    [InlineData("{\"id\":1}\n{\"q\":2}\n", 2, "item_id_missing", "line 1 has one")]
    [InlineData("{\"q\":2}\n{\"id\":1}\n", 2, "item_id_missing", "line 1 has none")]
    [InlineData("{\"id\":null,\"q\":2}\n", 1, "item_id_missing", "'id' is empty")]
    [InlineData("{\"id\":[1]}\n", 1, "dataset_malformed", "neither a text nor a number")]
    public async Task Ids_found_in_records_must_be_there_and_be_unique(string text, int line, string code, string message)
    {
        folder.Write("q.jsonl", text);
        var problem = await folder.FailAsync(Dataset.Jsonl<JsonElement>("q.jsonl").Bind(null));
        Assert.Equal(((int?)line, code), (problem.Line, problem.Code.Value));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public async Task A_missing_file_is_named_as_the_user_gave_it()
    {
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>("data/../no.jsonl").Bind(question => question.Id));
        Assert.Equal(("no.jsonl", ErrorCode.DatasetNotFound), (problem.File, problem.Code));
    }

    [Fact]
    public async Task An_absolute_path_within_the_project_is_shown_relative_to_it()
    {
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>(Path.Combine(folder.Path, "data", "no.jsonl")).Bind(question => question.Id));
        Assert.Equal("data/no.jsonl", problem.File);
    }

    [Fact]
    public async Task A_folder_is_no_data_file()
    {
        folder.Write("data/q.jsonl", "");
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>("data").Bind(question => question.Id));
        Assert.Equal(("data", ErrorCode.DatasetUnreadable), (problem.File, problem.Code));
    }

    [Fact]
    public async Task Latin_1_and_UTF_16_are_refused_by_name_and_line()
    {
        folder.Write("latin.jsonl", [.. "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\""u8, 0xE9, .. "\"}\n"u8]);
        var problem = await folder.FailAsync(Dataset.Jsonl<Question>("latin.jsonl").Bind(question => question.Id));
        Assert.Equal(2, problem.Line);
        Assert.Contains("not UTF-8", problem.Message);

        folder.Write("wide.jsonl", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{\"id\":\"a\"}\n")]);
        problem = await folder.FailAsync(Dataset.Jsonl<Question>("wide.jsonl").Bind(question => question.Id));
        Assert.Contains("not UTF-8", problem.Message);
    }
}
