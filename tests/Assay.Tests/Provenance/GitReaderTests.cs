using System.Diagnostics;
using Assay.Execution.Provenance;
using Assay.Tests.Datasets;

namespace Assay.Tests.Provenance;

/// <summary>The state of real working trees, read by the real program.</summary>
public sealed class GitReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Clean_tree_has_its_commit_and_branch()
    {
        await CommitAsync();

        var state = await ReadAsync();

        Assert.Equal(("trunk", true), (state!.Branch, state.IsClean));
        Assert.Matches("^[0-9a-f]{40}$", state.Commit);
    }

    [Fact]
    public async Task Changed_tree_is_not_clean()
    {
        await CommitAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "new.txt"), "x", TestContext.Current.CancellationToken);

        Assert.False((await ReadAsync())!.IsClean);
    }

    [Fact]
    public async Task Folder_outside_of_any_tree_has_no_state() =>
        Assert.Null(await ReadAsync());

    [Fact]
    public async Task Missing_program_is_no_failure() =>
        Assert.Null(await new GitReader("no-such-program", TimeSpan.FromSeconds(10), TimeProvider.System).ReadAsync(folder.Path));

    [Fact]
    public async Task Program_that_does_not_answer_in_time_is_left()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The slow program is a shell script.");
            return;
        }

        var slow = Path.Combine(folder.Path, "slow");
        await File.WriteAllTextAsync(slow, "#!/bin/sh\nsleep 30\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(slow, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Null(await new GitReader(slow, TimeSpan.FromMilliseconds(200), TimeProvider.System).ReadAsync(folder.Path));
    }

    private Task<GitState?> ReadAsync() => new GitReader("git", TimeSpan.FromSeconds(30), TimeProvider.System).ReadAsync(folder.Path);

    private async Task CommitAsync()
    {
        await GitAsync("init", "-q", "-b", "trunk");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "first");
    }

    private async Task GitAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", folder.Path, .. arguments]))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
