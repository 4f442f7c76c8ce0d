using System.Globalization;
using Assay.Errors;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>Why a snapshot was accepted: <c>Name.history.md</c> beside it, with a line for each acceptance that came with a reason, the newest last.</summary>
public static class SnapshotHistory
{
    /// <summary>Adds a line.</summary>
    /// <param name="request">Where the snapshot lies.</param>
    /// <param name="day">When it was accepted.</param>
    /// <param name="reason">Why, for people; line ends become blanks.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="SnapshotException">The file cannot be read (<see cref="ErrorCode.SnapshotMalformed"/>) or written (<see cref="ErrorCode.SnapshotUnwritable"/>).</exception>
    public static async Task AppendAsync(SnapshotRequest request, DateOnly day, string reason, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(request.Directory, $"{SnapshotName.Of(request.Name)}.history.md");
        var text = await SnapshotIO.ReadAsync(path, cancellationToken);
        if (text.Length == 0)
            text = $"# {MarkdownText.Escape(request.Name)}: why its snapshots were accepted\n\n";
        var line = string.Create(CultureInfo.InvariantCulture, $"- {day:yyyy-MM-dd}: {MarkdownText.Escape(string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}\n");
        await SnapshotIO.WriteOneAsync(path, (text.EndsWith('\n') ? text : text + "\n") + line, "");
    }
}
