namespace Assay.MSBuild.Tests.Projects;

/// <summary>What a process of <c>dotnet</c> left behind.</summary>
public sealed record DotNetResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
