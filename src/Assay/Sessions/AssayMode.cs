namespace Assay.Sessions;

/// <summary>What a test run may do.</summary>
public enum AssayMode
{
    /// <summary>Runs whatever costs nothing; a slice that lacks paid generations is skipped and says so.</summary>
    Auto,

    /// <summary>Calls engines for all that is missing.</summary>
    Run,

    /// <summary>Validates and counts; calls no engine.</summary>
    Plan,

    /// <summary>Uses recordings, the store and engines that cost nothing; whatever is missing fails by name.</summary>
    Replay,

    /// <summary>Does nothing; every slice passes.</summary>
    Off,
}
