using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Sessions;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Assay.Tests.Exchange;
using Assay.Tests.Scenarios;
using Assay.Tests.Sessions;
using Assay.Tests.Storage;

namespace Assay.Tests.ErrorCodes;

/// <summary>What is wrong with files that the product keeps, reads and writes: stores, snapshots, bundles.</summary>
internal static class FileProvocations
{
    private const string StoreFile = "assay.db";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Provocation> All =>
    [
        new(ErrorCode.StoreUnreadable, "Move it away, or choose another store folder", static project => Provocation.ThrownBy(() =>
        {
            Directory.CreateDirectory(project.Store);
            File.WriteAllText(StoreInspector.FileOf(project.Store), new string('x', 5000));
            return project.RunAsync();
        })) { File = StoreFile },
        new(ErrorCode.StoreTooNew, "Update Assay, or choose another store folder", static project => Provocation.ThrownBy(async () =>
        {
            await project.RunAsync();
            await project.CloseAsync();
            StoreInspector.Execute(project.Store, "PRAGMA user_version = 99");
            await project.RunAsync();
        })) { File = StoreFile },
        new(ErrorCode.StoreFull, "Free some space and run again", static project =>
        {
            project.Answer = static (_, _) => ValueTask.FromResult<Output>(Convert.ToHexString(RandomNumberGenerator.GetBytes(50_000)));
            return ThrownOverAsync(project, new SqliteStoreOptions { Directory = project.Store, MaxPages = 100 });
        }) { File = StoreFile },
        new(ErrorCode.StoreReadOnly, "Give write permission, choose another store folder, or open it for reading", static async project =>
        {
            await project.RunAsync();
            project.Spec = project.Spec with { GlobalSeed = 1 };
            return await ThrownOverAsync(project, new SqliteStoreOptions { Directory = project.Store, ReadOnly = true });
        }) { File = StoreFile },
        new(ErrorCode.StoreBusy, "Wait for it or end it, then run again", static async project =>
        {
            Directory.CreateDirectory(project.Store);
            using var holder = StoreProcess.Start("hold", project.Store);
            Assert.Equal("held", holder.TakeLine());
            return await ThrownOverAsync(project, new SqliteStoreOptions { Directory = project.Store, LockTimeout = TimeSpan.Zero });
        }) { File = "writer.lock" },
        new(ErrorCode.SnapshotMalformed, "Restore the line from version control", static _ => VerifiedAsync("Questions.verified.items.tsv", "{good}jsonl\tq9\n")) { File = "Questions.verified.items.tsv", Line = 11 },
        new(ErrorCode.SnapshotUnwritable, "Run the tests where the directory of the class exists and can be written", static _ => VerifiedAsync("answers.jsonl", """
            {"id":"q1","small":"x"}
            {"id":"q2","small":"x"}
            {"id":"q3","small":"x"}
            """, "Questions.received.items.tsv/")) { File = "Questions.received.items.tsv" },
        new(ErrorCode.ImportUnreadable, "correct the path", static project => Provocation.ThrownBy(() => project.Open().ImportGenerationResultsAsync(project.Benchmark, Path.Combine(project.Folder, "absent.jsonl"), null, Token))) { File = "absent.jsonl" },
        new(ErrorCode.ImportMismatch, "Import it with the ", static async project =>
        {
            var answers = await AnswersAsync(project);
            project.Benchmark = project.Benchmark with { Samples = 2 };
            return await ImportedAsync(project, answers);
        }) { File = "results.jsonl", Line = 1 },
        new(ErrorCode.ImportMalformed, "This is not well-formed JSON", static async project => await ImportedAsync(project, await AnswersAsync(project, static lines => lines[2] = "{"))) { File = "results.jsonl", Line = 3 },
        new(ErrorCode.ImportMissing, "add the one that is true", static async project => await ImportedAsync(project, await AnswersAsync(project, static lines => lines[1] = Without(lines[1], "output")))) { File = "results.jsonl", Line = 2 },
        new(ErrorCode.ImportDuplicate, "keep one of them", static async project => await ImportedAsync(project, await AnswersAsync(project, static lines => lines[3] = lines[1]))) { File = "results.jsonl", Line = 4 },
        new(ErrorCode.ImportUnexpected, "remove the line", static async project => await ImportedAsync(project, await AnswersAsync(project, static lines => lines[1] = $$"""{"key":"{{new string('0', 32)}}","output":"1"}"""))) { File = "results.jsonl", Line = 2 },
        new(ErrorCode.ExportUnwritable, "Check the folder and its permissions", static project => Provocation.ThrownBy(() => project.Open().ExportGenerationBundleAsync(project.Benchmark, Path.Combine(project.Folder, "absent", "bundle.jsonl"), null, Token))) { File = "bundle.jsonl" },
    ];

    /// <summary>What a run over a store of the caller's says.</summary>
    private static async Task<Problem> ThrownOverAsync(ScenarioProject project, SqliteStoreOptions options)
    {
        StorageBundle? storage = null;
        try
        {
            return await Provocation.ThrownBy(async () =>
            {
                storage = await StorageBundle.OpenSqliteAsync(options, TimeProvider.System, Token);
                project.Options = new OrchestratorOptions { Storage = storage };
                await project.RunAsync();
            });
        }
        finally
        {
            if (storage is not null)
                await storage.DisposeAsync();
        }
    }

    /// <summary>What a session says of one broken snapshot, or of a place where none can be written.</summary>
    private static async Task<Problem> VerifiedAsync(string file, string text, string? occupied = null)
    {
        using var project = await QuestionProject.AcceptedAsync();
        await using var session = project.Open();
        project.Break(file, text);
        if (occupied is not null)
            project.Break(occupied, null);
        var outcome = await session.VerifyAsync("questions", "jsonl", null, Token);
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        return outcome.Problems[0];
    }

    /// <summary>Answers to the project's bundle, some lines of which are spoilt.</summary>
    private static async Task<string> AnswersAsync(ScenarioProject project, Action<string[]>? spoil = null)
    {
        using var bundle = new MemoryStream();
        await project.Open().ExportGenerationBundleAsync(project.Benchmark, bundle, null, Token);
        var lines = Outsider.Answer(Encoding.UTF8.GetString(bundle.ToArray()), static _ => new JsonObject { ["output"] = "1" }).Split('\n');
        spoil?.Invoke(lines);
        return string.Join('\n', lines);
    }

    private static async Task<Problem> ImportedAsync(ScenarioProject project, string answers)
    {
        var path = Path.Combine(project.Folder, "results.jsonl");
        await File.WriteAllTextAsync(path, answers, Token);
        return await Provocation.ThrownBy(() => project.Open().ImportGenerationResultsAsync(project.Benchmark, path, null, Token));
    }

    private static string Without(string line, string member)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        json.Remove(member);
        return json.ToJsonString();
    }
}
