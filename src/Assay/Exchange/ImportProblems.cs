using System.Globalization;
using Assay.Errors;

namespace Assay.Exchange;

/// <summary>Gathers what is wrong with a file of results; names the first ones and counts the rest.</summary>
/// <param name="file">The file as problems show it.</param>
internal sealed class ImportProblems(string file)
{
    /// <summary>How many problems are named.</summary>
    public const int Named = 50;

    private List<Problem> problems = [];
    private long more;

    /// <summary>How many there are.</summary>
    public long Count => problems.Count + more;

    /// <summary>Adds a problem.</summary>
    /// <param name="code">What kind of problem.</param>
    /// <param name="line">Its line, from 1; null where it concerns the whole file.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="column">Its column, from 1; null when unknown.</param>
    public void Add(ErrorCode code, int? line, string message, int? column = null)
    {
        if (problems.Count < Named)
            problems.Add(new Problem(code, message) { File = file, Line = line, Column = column });
        else
            more++;
    }

    /// <exception cref="ExchangeException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (problems.Count == 0)
            return;
        problems = [.. problems.OrderBy(static problem => problem.Line ?? int.MaxValue)];
        if (more > 0)
            problems.Add(new Problem(problems[0].Code, string.Create(CultureInfo.InvariantCulture, $"And {more} more problems; nothing of the file was recorded.")) { File = file });
        throw new ExchangeException(problems);
    }
}
