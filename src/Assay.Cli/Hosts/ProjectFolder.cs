using Assay.Errors;

namespace Assay.Cli.Hosts;

/// <summary>Finds the project of a folder.</summary>
internal static class ProjectFolder
{
    /// <summary>The one project file of a folder.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: there is none, or several.</exception>
    public static string ProjectIn(string directory)
    {
        string[] projects = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.csproj") : [];
        return projects switch
        {
            [var one] => one,
            [] => throw new AssayException(ErrorCode.OptionInvalid, $"The folder '{directory}' has no project file; name the project's folder with --project."),
            _ => throw new AssayException(ErrorCode.OptionInvalid, $"The folder '{directory}' has several project files; keep one, or give each a folder of its own."),
        };
    }
}
