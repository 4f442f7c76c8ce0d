using Assay.Sessions;
using Assay.Storage.Sqlite;
using Assay.Tests.Storage;
using SQLitePCL;

namespace Assay.Tests.Sessions;

/// <summary>What a person reads when the store cannot be used, and that the project passes once it can.</summary>
public sealed class BadStoreSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Stores => new()
    {
        { "text", "store_unreadable", "The file is not a store: it is no SQLite database. Move it away, or choose another store folder." },
        { "foreign", "store_unreadable", "The file is a SQLite database of another program. Move it away, or choose another store folder." },
        { "cut", "store_unreadable", "Restore it from a copy, or move it away to start with an empty one." },
        { "newer", "store_too_new", "Update Assay, or choose another store folder; the store was left as it is." },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Store_that_cannot_be_read_is_one_error_is_left_as_it_is_and_passes_once_restored(string kind, string code, string message)
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();
        var file = StoreInspector.FileOf(project.StoreDirectory);
        var whole = await File.ReadAllBytesAsync(file, Token);

        Break(kind, file, whole);
        var broken = await File.ReadAllBytesAsync(file, Token);
        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        var left = await File.ReadAllBytesAsync(file, Token);
        await File.WriteAllBytesAsync(file, whole, Token);
        var passed = await session.VerifyAsync("questions", "jsonl", null, Token);

        IsOneError(refused, code, file, message);
        Assert.Equal(broken, left);
        Assert.Equal((OutcomeKind.Passed, 0, QuestionProject.Questions), (passed.Kind, passed.Run!.Generated, passed.Run.Reused));
    }

    [Fact]
    public async Task Store_that_is_moved_away_begins_anew()
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();
        var file = StoreInspector.FileOf(project.StoreDirectory);

        await File.WriteAllTextAsync(file, "no store", Token);
        Assert.Equal(OutcomeKind.Failed, (await session.VerifyAsync("questions", "jsonl", null, Token)).Kind);
        File.Move(file, file + ".away");
        var passed = await session.VerifyAsync("questions", "jsonl", null, Token);

        Assert.Equal((OutcomeKind.Passed, QuestionProject.Questions), (passed.Kind, passed.Run!.Generated));
    }

    [Fact]
    public async Task Store_in_a_read_only_folder_is_one_error_and_passes_once_it_is_writable()
    {
        using var disk = TemporaryDisk.Require("8m");
        using var project = await QuestionProject.AcceptedAsync(disk.Path);
        await using var session = project.Open();

        disk.MakeReadOnly();
        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        disk.MakeWritable();
        var passed = await session.VerifyAsync("questions", "jsonl", null, Token);

        IsOneError(refused, "store_read_only", StoreInspector.FileOf(disk.Path), "Give write permission, choose another store folder, or open it for reading.");
        Assert.Equal((OutcomeKind.Passed, 0), (passed.Kind, passed.Run!.Generated));
    }

    [Fact]
    public async Task Disk_without_room_for_a_store_is_one_error_and_passes_once_there_is_room()
    {
        using var disk = TemporaryDisk.Require("8m");
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open(storeDirectory: disk.Path);

        var filler = disk.Fill();
        var refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        File.Delete(filler);
        var passed = await session.VerifyAsync("questions", "jsonl", null, Token);

        IsOneError(refused, "store_full", StoreInspector.FileOf(disk.Path), "Free some space and run again: what is missing is resumed.");
        Assert.Equal((OutcomeKind.Passed, QuestionProject.Questions), (passed.Kind, passed.Run!.Generated));
    }

    [Fact]
    public async Task Disk_that_fills_up_during_a_run_is_one_error_and_the_next_run_keeps_what_was_stored()
    {
        using var disk = TemporaryDisk.Require("8m");
        using var project = await QuestionProject.AcceptedAsync(disk.Path);
        string filler;
        SliceOutcome refused;
        await using (var session = project.Open())
        {
            Assert.Equal(OutcomeKind.Passed, (await session.VerifyAsync("questions", "json", null, Token)).Kind);
            filler = disk.Fill();
            project.Break("answers.jsonl", QuestionProject.LongAnswers());
            refused = await session.VerifyAsync("questions", "jsonl", null, Token);
        }

        project.Mend();
        File.Delete(filler);
        await using var next = project.Open();
        var passed = await next.VerifyAsync("questions", "jsonl", null, Token);

        IsOneError(refused, "store_full", StoreInspector.FileOf(disk.Path), "Free some space and run again: what is missing is resumed.");
        Assert.Equal((OutcomeKind.Passed, 0, QuestionProject.Questions), (passed.Kind, passed.Run!.Generated, passed.Run.Reused));
        Assert.Equal("ok", StoreInspector.IntegrityOf(disk.Path));
    }

    private static void Break(string kind, string file, byte[] whole)
    {
        switch (kind)
        {
            case "text":
                File.WriteAllText(file, new string('x', 5000));
                break;
            case "foreign":
                File.Delete(file);
                using (var database = SqliteDatabase.Open(file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE))
                    database.Execute("CREATE TABLE theirs(x)");
                break;
            case "cut":
                File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
                break;
            default:
                StoreInspector.Execute(Path.GetDirectoryName(file)!, "PRAGMA user_version = 99");
                File.Delete(file + "-wal");
                File.Delete(file + "-shm");
                break;
        }
    }

    private static void IsOneError(SliceOutcome outcome, string code, string file, string message)
    {
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal((code, file), (problem.Code.Value, problem.File));
        Assert.EndsWith(message, outcome.Message, StringComparison.Ordinal);
        Assert.Equal(problem.ToString(), outcome.Message);
    }
}
