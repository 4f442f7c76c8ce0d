namespace Assay.Cli;

/// <summary>What the tool's process ends with.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for was done, and nothing was found wrong.</summary>
    public const int Done = 0;

    /// <summary>What was asked for was done, and it found something: failures, damage, differences.</summary>
    public const int Found = 1;

    /// <summary>What was asked for could not be done; standard error says why.</summary>
    public const int Error = 2;

    /// <summary>It was interrupted.</summary>
    public const int Interrupted = 130;
}
