using System.Collections.Concurrent;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>
/// Notes with each run what servers of tools offered it, and warns where earlier runs were offered something else under the same identity:
/// their answers are used again though nobody would give them now.
/// </summary>
/// <param name="storage">Opens the store; it gives null where that keeps no links.</param>
/// <param name="row">The run's row.</param>
internal sealed class ToolWatch(Func<CancellationToken, ValueTask<StorageBundle?>> storage, Func<long> row)
{
    private readonly ConcurrentDictionary<string, Problem> warnings = new(StringComparer.Ordinal);

    /// <summary>What was found, in the order of the servers' ids.</summary>
    public IReadOnlyList<Problem> Warnings => [.. warnings.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Value)];

    /// <summary>Takes note of what a server offers.</summary>
    /// <param name="server">The server.</param>
    /// <param name="tools">What models are told of.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task SeeAsync(IToolServer server, IReadOnlyList<ToolSpec> tools, CancellationToken cancellationToken)
    {
        if (row() is not (> 0 and var run) || await storage(cancellationToken) is not { } bundle)
            return;
        var prefix = $"tools:{Uri.EscapeDataString(server.Id)}?version={Uri.EscapeDataString(server.Version)}&seen=";
        var now = prefix + DigestOf(tools);
        foreach (var earlier in await bundle.Projections.ReadRunsAsync(cancellationToken))
        {
            var drifted = (await bundle.Links.ReadRunAsync(earlier.Id, cancellationToken))
                .Any(link => link.Kind == LinkRecord.Tools && link.Url.OriginalString.StartsWith(prefix, StringComparison.Ordinal) && link.Url.OriginalString != now);
            if (!drifted)
                continue;
            warnings[server.Id] = new Problem(ErrorCode.ToolsDrifted, FormattableString.Invariant(
                $"The server '{server.Id}' offers other tools (names, descriptions or schemas) than it offered to the run of {earlier.Began:yyyy-MM-dd HH:mm} UTC in this store, and answers of both have one identity: those of before are used again. Raise the server's 'version', or list its 'tools', so that what was asked with other tools is asked anew; it offers now {(tools.Count == 0 ? "none" : string.Join(", ", tools.Select(static tool => tool.Id)))}."));
            break;
        }

        await bundle.Links.AddToRunAsync(run, new LinkRecord(LinkRecord.Tools, new Uri(now)), cancellationToken);
    }

    /// <summary>A digest of tools, whatever their order.</summary>
    private static Hash128 DigestOf(IReadOnlyList<ToolSpec> tools)
    {
        var digest = new Digest("tools/1", stackalloc byte[256]);
        digest.Add(tools.Count);
        foreach (var tool in tools.OrderBy(static tool => tool.Id, StringComparer.Ordinal))
        {
            digest.Add(tool.Id);
            digest.Add(tool.Description);
            digest.Add(tool.InputSchema is { } schema ? CanonicalJson.Write(schema.Element) : []);
        }
        return digest.Finish();
    }
}
