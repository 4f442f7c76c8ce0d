namespace Assay.Snapshots;

/// <summary>Shows a received file beside the verified one.</summary>
public interface IDiffLauncher
{
    /// <summary>Shows both; it returns once the tool is started, and what goes wrong there is no error of the test.</summary>
    /// <param name="received">The file of this run; it exists.</param>
    /// <param name="verified">The file in version control; it exists.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    Task LaunchAsync(string received, string verified, CancellationToken cancellationToken = default);
}
