using System.Diagnostics;

namespace Assay.Tests.Storage;

/// <summary>A small disk of one test, in memory. The test is skipped where none may be mounted.</summary>
internal sealed class TemporaryDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private TemporaryDisk()
    {
    }

    public string Path => folder.Path;

    public static TemporaryDisk Require(string size)
    {
        var disk = new TemporaryDisk();
        if (OperatingSystem.IsLinux() && TryMount("-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.Path))
            return disk;
        disk.folder.Dispose();
        Assert.Skip("This test mounts a small disk, which this account may not do.");
        return disk;
    }

    public void MakeReadOnly() => Assert.True(TryMount("-o", "remount,ro", Path));

    public void MakeWritable() => Assert.True(TryMount("-o", "remount,rw", Path));

    /// <summary>Leaves no room on the disk.</summary>
    /// <returns>The file to delete to make room again.</returns>
    public string Fill()
    {
        var filler = System.IO.Path.Combine(Path, "filler");
        using var stream = new FileStream(filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        while (new DriveInfo(Path).AvailableFreeSpace > 0)
            stream.Write(page);
        return filler;
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        folder.Dispose();
    }

    private static bool TryMount(params string[] arguments) => Run("mount", arguments);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
