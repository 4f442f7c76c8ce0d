using System.Runtime.CompilerServices;
using Assay.Errors;

namespace Assay.Exchange;

/// <summary>Reads a file that begins with a header; where that is wrong, what follows belongs elsewhere and is not read.</summary>
internal static class HeadedLines
{
    /// <summary>Reads the lines after the header.</summary>
    public static async IAsyncEnumerable<ResultLine> ReadAsync(Stream stream, HeaderReader header, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        long lines = 0;
        var before = problems.Count;
        await foreach (var line in JsonResultLines.ReadAsync(stream, problems, cancellationToken))
        {
            if (!isFirst)
            {
                lines++;
                yield return line;
            }
            else if (problems.Count > before || !await header.ReadAsync(line, problems, cancellationToken))
            {
                yield break;
            }

            isFirst = false;
        }

        // A line that is no JSON is counted nowhere, and a file with one is refused anyway.
        if (!isFirst && problems.Count == before)
            header.CheckCount(lines, problems);
        else if (isFirst && problems.Count == before)
            problems.Add(ErrorCode.ImportMismatch, null, "The file is empty; begin with the bundle's header.");
    }
}
