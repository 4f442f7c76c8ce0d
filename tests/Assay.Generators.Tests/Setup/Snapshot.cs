namespace Assay.Generators.Tests.Setup;

/// <summary>Compares generated text with the verified file in the folder <c>Snapshots</c>.</summary>
internal static class Snapshot
{
    /// <summary>Fails where the file differs or is missing, after writing the received text beside it.</summary>
    public static async Task VerifyAsync(string received, string name)
    {
        var folder = Path.Combine(RepositoryRoot(), "tests", "Assay.Generators.Tests", "Snapshots");
        var verifiedFile = Path.Combine(folder, $"{name}.verified.cs");
        var receivedFile = Path.Combine(folder, $"{name}.received.cs");
        var verified = File.Exists(verifiedFile) ? await File.ReadAllTextAsync(verifiedFile, TestContext.Current.CancellationToken) : null;
        if (received == verified?.ReplaceLineEndings("\n"))
        {
            File.Delete(receivedFile);
            return;
        }

        await File.WriteAllTextAsync(receivedFile, received, TestContext.Current.CancellationToken);
        Assert.Fail($"{name}.verified.cs {(verified is null ? "is missing" : "differs")}; compare it with {name}.received.cs, and rename that to accept it.{Environment.NewLine}{received}");
    }

    /// <summary>Fails too where what is generated for a source does not compile without a message.</summary>
    public static async Task VerifyFileAsync(string source, string fileName, string name)
    {
        var generated = GeneratorTest.Run(source, hasXunit: true);
        await VerifyAsync(generated[fileName], name);
        Assert.Empty(generated.CompilerMessages);
    }

    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "dsl.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run from outside the repository, so the verified files cannot be found.");
    }
}
