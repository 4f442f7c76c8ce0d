using System.IO.Compression;
using Assay.Errors;
using Assay.Snapshots;

namespace Assay.Cli.Commands;

/// <summary>The received files that a build server kept: a folder or a zip file.</summary>
internal static class Artifact
{
    /// <summary>Lays the received files of an artifact beside the snapshots that they belong to, and names those.</summary>
    /// <param name="source">The folder or zip file.</param>
    /// <param name="folder">The folder in which the snapshots lie.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: there is no such artifact, or a file of it belongs nowhere or to several places.</exception>
    public static IReadOnlyList<SnapshotRequest> Take(string source, string folder)
    {
        if (Directory.Exists(source))
            return Lay(source, folder);
        if (!File.Exists(source))
            throw new AssayException(ErrorCode.OptionInvalid, $"There is no artifact '{source}'; give the folder or the zip file that the build kept.");
        var unpacked = Directory.CreateTempSubdirectory("assay-artifact-").FullName;
        try
        {
            ZipFile.ExtractToDirectory(source, unpacked);
            return Lay(unpacked, folder);
        }
        catch (InvalidDataException exception)
        {
            throw new AssayException(ErrorCode.OptionInvalid, $"'{source}' is no zip file ({exception.Message}); give the folder or the zip file that the build kept.", exception);
        }
        finally
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private static List<SnapshotRequest> Lay(string source, string folder)
    {
        var laid = new List<SnapshotRequest>();
        foreach (var received in ReceivedFiles.Below(source).ToList())
        {
            var directory = PlaceOf(received, source, folder);
            foreach (var file in ReceivedFiles.Of(received))
                File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
            laid.Add(received with { Directory = directory });
        }

        return laid;
    }

    /// <summary>The folder of the same path; else the one folder that has a verified file of that name.</summary>
    private static string PlaceOf(SnapshotRequest received, string source, string folder)
    {
        var same = Path.GetFullPath(Path.GetRelativePath(source, received.Directory), folder);
        if (ReceivedFiles.HasVerified(same, received.Name))
            return same;
        var known = Directory.EnumerateFiles(folder, received.Name + ".verified.*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => !ReceivedFiles.IsBuilt(file, folder))
            .Select(static file => Path.GetDirectoryName(file)!)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (known.Count == 1)
            return known[0];
        if (known.Count == 0 && Directory.Exists(same))
            return same;
        throw new AssayException(ErrorCode.OptionInvalid, $"'{received.Name}' of the artifact belongs to {(known.Count == 0 ? "no snapshot" : "several snapshots")} below '{folder}'; run this in the folder from which the build kept it.");
    }
}
