using System.Text;

namespace Assay.MSBuild;

/// <summary>Joins arguments by the quoting rules that .NET reads back on every system.</summary>
internal static class CommandLine
{
    public static string Join(IEnumerable<string> arguments)
    {
        var line = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (line.Length > 0)
                line.Append(' ');
            Append(line, argument);
        }

        return line.ToString();
    }

    // Backslashes are literal unless a quote follows them; then each is doubled and the quote is escaped.
    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny([' ', '\t', '\n', '\v', '"']) < 0)
        {
            line.Append(argument);
            return;
        }

        line.Append('"');
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            line.Append('\\', c == '"' ? 2 * backslashes + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        line.Append('\\', 2 * backslashes).Append('"');
    }
}
