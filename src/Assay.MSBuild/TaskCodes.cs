namespace Assay.MSBuild;

/// <summary>The codes of the build's warnings and errors; <c>docs/msbuild.md</c> has a paragraph on each.</summary>
internal static class TaskCodes
{
    public const string HostNotStarted = "ASYM0002";
    public const string HostCrashed = "ASYM0003";
    public const string HostRefused = "ASYM0004";
    public const string HostFailedSilently = "ASYM0005";
    public const string NotAccepted = "ASYM0007";
    public const string Problem = "ASYM0010";
    public const string FailedOutcome = "ASYM0011";
    public const string OpenOutcome = "ASYM0012";
}
