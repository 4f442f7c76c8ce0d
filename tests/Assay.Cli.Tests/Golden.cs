using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Assay.Cli.Tests;

/// <summary>Compares what the tool says with a verified file beside the tests; <c>ASSAY_ACCEPT_GOLDEN=1</c> accepts what differs.</summary>
internal static partial class Golden
{
    public static async Task MatchAsync(string actual, string name, [CallerFilePath] string testFile = "")
    {
        actual = OfThisMachine().Replace(actual, "$1 (of this machine)");
        var verified = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name + ".verified.txt");
        var received = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name + ".received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        if (Environment.GetEnvironmentVariable("ASSAY_ACCEPT_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(verified, actual);
        }

        var expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual);
        Assert.Equal(expected, actual);
    }

    // With what a run was made differs from machine to machine, and ends the text that tells of a run.
    [GeneratedRegex("^([ \u2500-\u257F]*(?:made with$|\"made_with\":)).*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex OfThisMachine();
}
