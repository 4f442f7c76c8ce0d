using Assay.Sessions;

namespace Assay.Tests.Sessions;

/// <summary>What a person reads when an input is malformed, and that nothing but the input has to be mended.</summary>
public sealed class BadInputTests
{
    private const string FirstQuestion = "{\"id\":\"q1\",\"text\":\"One?\"}\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Slice, broken file, its text, the error's code, its line (0 for none), and what the message says.</summary>
    public static TheoryData<string, string, string?, string, int, string> Inputs => new()
    {
        // JSON Lines
        { "jsonl", "questions.jsonl", FirstQuestion + "{\"id\":\"q2\",", "dataset_malformed", 2, "This is not well-formed JSON" },
        { "jsonl", "questions.jsonl", FirstQuestion + "[1]\n", "dataset_malformed", 2, "The record is not a JSON object; write it as one, with named fields, or read a file that is one array of objects with Dataset.Json." },
        { "jsonl", "questions.jsonl", FirstQuestion + "\n{\"id\":\"q2\",\"text\":\"Two?\",\"points\":\"many\"}\n", "dataset_malformed", 3, "The field 'points' is not a whole number in the range of Int32; correct its value." },
        { "jsonl", "questions.jsonl", "{\"id\":\"\",\"text\":\"One?\"}\n", "item_id_missing", 1, "The item has no id; give its id member a value." },
        { "jsonl", "questions.jsonl", FirstQuestion + "{\"id\":\"q2\",\"text\":\"Two?\"}\n" + FirstQuestion, "item_id_duplicate", 3, "The id 'q1' is already that of line 1; give each item an id of its own." },
        { "jsonl", "questions.jsonl", null, "dataset_not_found", 0, "The file does not exist; create it, or correct the path, which is relative to the project's folder." },
        { "jsonl", "questions.jsonl/", null, "dataset_unreadable", 0, "This is a folder; name a file in it." },

        // JSON array
        { "json", "questions.json", "[\n  {\"id\":\"q1\",\"text\":\"One?\"},\n  {\"id\":\"q2\"", "dataset_malformed", 3, "The array ends too early; the file seems to be cut off. Write it whole." },
        { "json", "questions.json", "[\n  {\"id\":\"q1\",\"text\":\"One?\"}\n  {\"id\":\"q2\",\"text\":\"Two?\"}\n]\n", "dataset_malformed", 3, "This is not well-formed JSON" },
        { "json", "questions.json", "{\"id\":\"q1\",\"text\":\"One?\"}\n", "dataset_malformed", 1, "The file is not a JSON array; put its objects between [ and ], or read one object a line with Dataset.Jsonl." },
        { "json", "questions.json", "[\n  {\"id\":\"q1\",\"text\":null}\n]\n", "dataset_malformed", 2, "The field 'text' is null and its member is not nullable; give it a value." },

        // Comma-separated values
        { "csv", "questions.csv", "id,text,points\nq1,One?,1\nq2,Two?\n", "dataset_malformed", 3, "The line has 2 fields where the header names 3; add or remove fields, and put a field that holds a comma in quotes." },
        { "csv", "questions.csv", "q1,One?,1\nq2,Two?,2\n", "dataset_malformed", 1, "The header has no column 'Id', which Question needs; the first line must name the columns." },
        { "csv", "questions.csv", "id,text,points\nq1,\"One?,1\n", "dataset_malformed", 2, "A quote stands where none may, or is never closed; put the whole field in quotes, and double each quote within it." },
        { "csv", "questions.csv", "id,text,points\nq1,One?,many\n", "dataset_malformed", 2, "The field 'points' holds 'many', which is not a number such as 1.5; correct its value." },

        // Recordings
        { "jsonl", "answers.jsonl", null, "dataset_not_found", 0, "The file does not exist; create it, or correct the path, which is relative to the project's folder." },
        { "jsonl", "answers.jsonl", "{good}{\"id\":\n", "dataset_malformed", 4, "This is not well-formed JSON" },
        { "jsonl", "answers.jsonl", "{\"small\":\"1\"}\n", "dataset_malformed", 1, "The line has no text or number at 'id', which tells its item; add it, or correct the recording's 'record' path." },
        { "jsonl", "answers.jsonl", "{good}{\"id\":\"q2\",\"small\":\"4\"}\n", "dataset_malformed", 4, "'id' is the same as on line 2; keep one recording for each item." },

        // Project file
        { "jsonl", "assay.toml", "name = \"p\"\nglobal_seed = \n", "schema_mismatch", 2, "The file is not valid TOML: " },
        { "jsonl", "assay.toml", "name = \"p\"\n[storage]\nroot = \"r\"\n", "schema_mismatch", 3, "There is no member 'root' here; known are: compression, durability, kind, root_dir, store_item_payloads." },
        { "jsonl", "assay.toml", "name = 7\n", "schema_mismatch", 1, "Expected a text; found the number 7." },
        { "jsonl", "assay.toml", "name = \"p\"\n[execution]\nmax_retries = -1\n", "schema_mismatch", 3, "-1 is out of range; it must be at least 0 and at most 100." },
        { "jsonl", "assay.json", "{\n  \"name\": \"p\",\n}\n", "schema_mismatch", 3, "The file is not valid JSON: The JSON object contains a trailing comma at the end which is not supported in this mode. Correct it." },
        { "jsonl", "assay.toml/", null, "schema_mismatch", 0, "Check that it is a file and that you may read it." },

        // Snapshots
        { "jsonl", "Questions.verified.items.tsv", "{good}jsonl\tq9\n", "snapshot_malformed", 11, "The line has 2 tab-separated fields, not 7. Restore the line from version control, or accept a new run after deleting the file." },
        { "jsonl", "Questions.verified.items.tsv", "nothing of the kind\n", "snapshot_malformed", 1, "Restore the file from version control, or delete it and accept a new run." },
        { "jsonl", "Questions.verified.items.tsv", "{good}<<<<<<< HEAD\n", "snapshot_malformed", 11, "The file holds an unresolved merge conflict. Take either side whole (git checkout --ours or --theirs) for both snapshot files, then run the benchmark and accept what it finds." },
        { "jsonl", "Questions.verified.md", "<<<<<<< HEAD\n{good}", "snapshot_malformed", 1, "The file holds an unresolved merge conflict." },
        { "jsonl", "Questions.verified.md/", null, "snapshot_malformed", 0, "or delete it and accept a new run." },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Malformed_input_is_one_error_with_its_place_and_the_same_session_passes_once_it_is_mended(string slice, string file, string? text, string code, int line, string message)
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();

        project.Break(file, text);
        var refused = await session.VerifyAsync("questions", slice, null, Token);
        project.Mend();
        var passed = await session.VerifyAsync("questions", slice, null, Token);

        Assert.Equal(OutcomeKind.Failed, refused.Kind);
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((code, project.PathOf(file.TrimEnd('/')), line), (problem.Code.Value, project.PathOf(problem.File!), problem.Line ?? 0));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(problem.ToString(), refused.Message);
        Assert.Equal((OutcomeKind.Passed, 0, QuestionProject.Questions), (passed.Kind, passed.Run!.Generated, passed.Run.Reused));
    }

    [Fact]
    public async Task Every_problem_of_a_project_file_is_reported_at_once()
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();

        project.Break("assay.toml", "name = \"p\"\nnmae = \"q\"\n[execution]\nmax_retries = \"many\"\nparallelism = 0\n");
        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);

        Assert.Equal([(2, "nmae"), (4, "execution.max_retries"), (5, "execution.parallelism")], refused.Problems.Select(static problem => (problem.Line!.Value, problem.Path!)));
        Assert.Equal(string.Join(Environment.NewLine, refused.Problems), refused.Message);
    }

    [Fact]
    public async Task Two_project_files_are_refused_and_neither_is_taken()
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();
        await File.WriteAllTextAsync(project.PathOf("assay.json"), "{\"name\":\"p\"}", Token);

        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        project.Mend();

        Assert.Equal($"{project.PathOf("assay.json")}: error schema_mismatch: The project has assay.toml too, and only one of them can hold; remove one.", refused.Message);
        Assert.Equal(OutcomeKind.Passed, (await session.VerifyAsync("questions", "jsonl", null, Token)).Kind);
    }

    [Theory]
    [InlineData("{\"id\":\"q1\",\"small\":\"1\"}\n{\"id\":\"q2\",\"large\":\"2\"}\n{\"id\":\"q3\",\"small\":\"x\"}\n", "answers.jsonl(2)")]
    [InlineData("{\"id\":\"q1\",\"small\":\"1\"}\n{\"id\":\"q3\",\"small\":\"x\"}\n", "answers.jsonl")]
    public async Task Recording_without_a_models_output_names_its_place_and_the_trial(string recording, string place)
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();

        project.Break("answers.jsonl", recording);
        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        project.Mend();
        var passed = await session.VerifyAsync("questions", "jsonl", null, Token);

        Assert.Equal(OutcomeKind.Failed, refused.Kind);
        Assert.StartsWith("1 score could not be made, so nothing was compared: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($": generation_missing: {place} holds no output of the model 'small' for the item 'q2', sample 0, at 'small'; record it, or leave the item out.", refused.Message, StringComparison.Ordinal);
        Assert.Equal((OutcomeKind.Passed, 0), (passed.Kind, passed.Run!.Generated));
    }
}
