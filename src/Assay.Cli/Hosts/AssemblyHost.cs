using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Errors;

namespace Assay.Cli.Hosts;

/// <summary>Runs the host on a built test assembly, in a process of its own that loads the user's code and the library beside it.</summary>
/// <param name="call">The call.</param>
internal sealed class AssemblyHost(Invocation call)
{
    private const int Said = 1;

    /// <summary>The option that names a built assembly.</summary>
    public static Option<string?> Option() => new("--assembly") { Description = "A built test assembly, such as bin/Debug/net10.0/Evals.dll; without it the project in the folder is built." };

    /// <summary>The assembly that is given, else the one that a project's build makes.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: there is none, or the project cannot be built.</exception>
    public async Task<string> FindAsync(string? given, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            var path = call.PathOf(given);
            return File.Exists(path) ? path : throw new AssayException(new Problem(ErrorCode.OptionInvalid, "There is no such assembly; build the project first, and name the assembly in its output folder.") { File = path });
        }

        var lines = new List<string>();
        var exit = await ChildProcess.RunAsync("dotnet", ["build", ProjectFolder.ProjectIn(call.ProjectDirectory), "-nologo", "-v:q", "-t:Build", "-getProperty:TargetPath"], call.ProjectDirectory, lines.Add, cancellationToken);
        return exit == 0 && lines.FindLast(static line => line.Trim().Length > 0)?.Trim() is { } built && File.Exists(built)
            ? built
            : throw new AssayException(ErrorCode.OptionInvalid, $"The project cannot be built:\n{string.Join('\n', lines)}");
    }

    /// <summary>Runs a command of the host.</summary>
    /// <param name="command">The command.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="more">Its other arguments.</param>
    /// <param name="lines">Receives what it says.</param>
    /// <param name="cancellationToken">Ends the process, which stores survive.</param>
    /// <returns>Whether it says that all is well; what is not, its lines say.</returns>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: it cannot be started, or it crashed.</exception>
    public async Task<bool> RunAsync(string command, string assembly, IEnumerable<string> more, HostLines lines, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "exec", "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), "--runtimeconfig", Path.ChangeExtension(assembly, ".runtimeconfig.json"),
            Path.Combine(AppContext.BaseDirectory, "Assay.Host.dll"),
            command, "--assembly", assembly, "--project-dir", await ProjectOfAsync(assembly, cancellationToken), .. more,
        ];
        if (call.StoreDirectory is { } store)
            arguments.AddRange(["--store", call.PathOf(store)]);
        var words = new List<string>();
        var exit = await ChildProcess.RunAsync("dotnet", arguments, Path.GetDirectoryName(assembly)!, text =>
        {
            words.Add(text);
            lines.Take(text);
        }, cancellationToken) ?? throw new AssayException(ErrorCode.OptionInvalid, "There is no program 'dotnet' on the path; install the .NET SDK.");
        return exit switch
        {
            0 => true,
            Said => false,
            _ => throw new AssayException(ErrorCode.OptionInvalid, $"The host of '{assembly}' ended with {exit}; give the tool and the project's Assay packages one version. It said last:\n{string.Join('\n', words.TakeLast(10))}"),
        };
    }

    /// <summary>The folder that was named, else the one that the build wrote beside the assembly, else the current one.</summary>
    private async Task<string> ProjectOfAsync(string assembly, CancellationToken cancellationToken)
    {
        var settings = Path.ChangeExtension(assembly, ".assay.json");
        if (call.IsProjectNamed || !File.Exists(settings))
            return call.ProjectDirectory;
        var project = (string?)JsonNode.Parse(await File.ReadAllTextAsync(settings, cancellationToken))?["projectDirectory"];
        return project is null ? call.ProjectDirectory : Path.GetFullPath(project, Path.GetDirectoryName(assembly)!);
    }
}
