namespace Assay.Host;

/// <summary>The process's exit codes.</summary>
internal static class HostExit
{
    /// <summary>Everything went well.</summary>
    public const int Fine = 0;

    /// <summary>Problems or failed outcomes were reported.</summary>
    public const int Problems = 1;

    /// <summary>The arguments were not understood.</summary>
    public const int Usage = 2;
}
