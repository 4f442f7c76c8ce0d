using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Hosts;
using Assay.Cli.Terminal;
using Assay.Errors;

namespace Assay.Cli.Commands;

/// <summary><c>assay plan</c> and <c>assay run</c>: the targets of the build integration, see <c>docs/msbuild.md</c>.</summary>
internal static class BuildCommand
{
    /// <summary>Makes <c>assay plan</c>.</summary>
    public static Command CreatePlan(CommandHost host) =>
        Create(host, "plan", "AssayPlan", "Builds the project and says what a run of its benchmarks would do; calls no engine. Ends with 1 where the build or the plan fails.", [], HostedRun.PlanAsync);

    /// <summary>Makes <c>assay run</c>.</summary>
    public static Command CreateRun(CommandHost host)
    {
        var mode = new Option<string?>("--mode") { Description = "What may run, and what may cost: Auto, Run or Replay." };
        mode.AcceptOnlyFromAmong("Auto", "Run", "Replay");
        var accept = new Option<bool>("--accept") { Description = "Received snapshots become the verified ones." };
        return Create(host, "run", "AssayRun", "Builds the project and runs its benchmarks. Ends with 1 where the build or a slice fails.", [
            (mode, parsed => parsed.GetValue(mode) is { } given ? $"-p:AssayMode={given}" : null),
            (accept, parsed => parsed.GetValue(accept) ? "-p:AssayAccept=true" : null)],
            (call, assembly, asked, token) => HostedRun.RunAsync(call, assembly, asked, call.Arguments.GetValue(mode), call.Arguments.GetValue(accept), token));
    }

    private static Command Create(CommandHost host, string name, string target, string description, (Option Option, Func<ParseResult, string?> Property)[] more, Func<Invocation, string, string?, CancellationToken, Task<int>> hosted)
    {
        var filter = new Option<string?>("--filter") { Description = "One benchmark, or benchmark/slice." };
        var noBuild = new Option<bool>("--no-build") { Description = "Takes what is built already." };
        var assembly = AssemblyHost.Option();
        var command = new Command(name, description) { filter, noBuild, assembly };
        foreach (var (option, _) in more)
            command.Add(option);
        return host.Runs(command, async (call, cancellationToken) =>
        {
            if (call.Arguments.GetValue(assembly) is { } built)
                return await hosted(call, await new AssemblyHost(call).FindAsync(built, cancellationToken), call.Arguments.GetValue(filter), cancellationToken);
            var arguments = new List<string> { "build", ProjectFolder.ProjectIn(call.ProjectDirectory), $"-t:{target}", "-nologo", "-v:m" };
            if (call.Arguments.GetValue(filter) is { } asked)
                arguments.Add($"-p:AssayFilter={asked}");
            if (call.Arguments.GetValue(noBuild))
                arguments.AddRange(["--no-restore", "-p:NoBuild=true"]);
            if (call.StoreDirectory is { } store)
                arguments.Add($"-p:AssayStoreDirectory={call.PathOf(store)}");
            arguments.AddRange(more.Select(one => one.Property(call.Arguments)).OfType<string>());
            return await RunAsync(call, name, arguments, cancellationToken);
        });
    }

    private static async Task<int> RunAsync(Invocation call, string name, List<string> arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var exit = await ChildProcess.RunAsync("dotnet", arguments, call.ProjectDirectory, line =>
        {
            lines.Add(line);
            if (!call.IsJson)
                call.Page.Line(line);
        }, cancellationToken) ?? throw new AssayException(ErrorCode.OptionInvalid, "There is no program 'dotnet' on the path; install the .NET SDK.");
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = $"assay.cli.{name}/1", ["succeeded"] = exit == 0, ["lines"] = new JsonArray([.. lines.Select(static line => (JsonNode)line)]) });
        return exit == 0 ? ExitCode.Done : ExitCode.Found;
    }
}
