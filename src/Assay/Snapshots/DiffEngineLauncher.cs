using DiffEngine;

namespace Assay.Snapshots;

/// <summary>
/// Opens the diff tool that DiffEngine finds on a developer's machine. It opens none on a build server, and
/// none where <c>ASSAY_NO_DIFF</c> or <c>DiffEngine_Disabled</c> is set to anything but <c>0</c> or <c>false</c>.
/// </summary>
public sealed class DiffEngineLauncher : IDiffLauncher
{
    private readonly Func<string, string?> environment;
    private readonly Func<bool> isDisabled;
    private readonly Func<string, string, Task> launch;

    /// <summary>Creates it on the process's environment.</summary>
    public DiffEngineLauncher()
        : this(Environment.GetEnvironmentVariable, () => BuildServerDetector.Detected || DiffRunner.Disabled, (received, verified) => DiffRunner.LaunchForTextAsync(received, verified))
    {
    }

    internal DiffEngineLauncher(Func<string, string?> environment, Func<bool> isDisabled, Func<string, string, Task> launch)
    {
        this.environment = environment;
        this.isDisabled = isDisabled;
        this.launch = launch;
    }

    /// <inheritdoc/>
    public async Task LaunchAsync(string received, string verified, CancellationToken cancellationToken = default)
    {
        if (IsSet("ASSAY_NO_DIFF") || IsSet("DiffEngine_Disabled") || isDisabled())
            return;
        try
        {
            await launch(received, verified).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The test's own message names both files, so a tool that does not start hides nothing.
        }
    }

    private bool IsSet(string variable) =>
        environment(variable) is { Length: > 0 } value
        && value != "0"
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
