using System.Diagnostics;
using System.Globalization;

namespace Assay.MSBuild;

/// <summary>
/// The process that a person started (<c>dotnet test …</c>), seen from a build node. A task that runs in the entry
/// node is in that process; in a worker node or a task host it is an ancestor, which only Linux shows us.
/// </summary>
/// <param name="Id">The process's id; 0 when it was not found.</param>
/// <param name="Arguments">Its command line; null when it was not found.</param>
/// <param name="IsThisProcess">Whether the task runs in it.</param>
/// <param name="IsCertain">Whether it is the one for sure: a node that is kept for the next build may have another's.</param>
internal sealed record EntryProcess(int Id, string? Arguments, bool IsThisProcess, bool IsCertain)
{
    private const int MaxDepth = 8;

    /// <summary>Whether the command line selects or merely lists tests.</summary>
    public bool SelectsTests =>
        Arguments is not null
        && (Arguments.Contains(" --filter") || Arguments.Contains(" --treenode-filter") || Arguments.Contains(" --list-tests"));

    /// <summary>Finds the process.</summary>
    public static EntryProcess Find()
    {
        using var self = Process.GetCurrentProcess();
        return IsNode(Environment.CommandLine)
            ? FromAncestors(self.Id, Environment.CommandLine)
            : new EntryProcess(self.Id, Environment.CommandLine, true, true);
    }

    private static EntryProcess FromAncestors(int id, string node)
    {
        var certain = !IsKept(node);
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (ParentOf(id) is not (> 1 and var parent) || ArgumentsOf(parent) is not { } arguments)
                break;
            // A node that outlived its build has been adopted by a process that is no build.
            if (!IsNode(arguments))
                return arguments.Contains("dotnet") ? new EntryProcess(parent, arguments, false, certain) : Unknown;
            certain &= !IsKept(arguments);
            id = parent;
        }

        return Unknown;
    }

    private static EntryProcess Unknown { get; } = new(0, null, false, false);

    private static bool IsNode(string arguments) => arguments.IndexOf("nodemode:", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsKept(string arguments) => arguments.IndexOf("nodereuse:true", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string? ArgumentsOf(int id) => ReadProc(id, "cmdline")?.Replace('\0', ' ');

    // The fourth field; the second, the name in parentheses, may hold spaces.
    private static int? ParentOf(int id)
    {
        var stat = ReadProc(id, "stat");
        var fields = stat?.Substring(stat.LastIndexOf(')') + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return fields is { Length: > 1 } && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent) ? parent : null;
    }

    private static string? ReadProc(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
