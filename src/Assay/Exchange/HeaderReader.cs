using System.Collections.Frozen;
using System.Globalization;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>Checks that a file's first line says that it holds results for this run and stage.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project's name, and the planned runs.</param>
/// <param name="format">The format that is asked for.</param>
/// <param name="bundle">The format of the bundle that such results answer.</param>
/// <param name="stage">The stage.</param>
internal sealed class HeaderReader(PreparedRun run, ExchangeSettings settings, string format, string bundle, string stage)
{
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(["format", "version", "run_id", "project", "name", "stage", "count", "candidates", "job_id"], StringComparer.Ordinal);

    /// <summary>How many lines the header promises; null when it does not say.</summary>
    public int? Count { get; private set; }

    /// <summary>Reads the header.</summary>
    /// <param name="line">The file's first line.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="cancellationToken">Stops the look-up of another run.</param>
    /// <returns>Whether the lines that follow may be read.</returns>
    public async ValueTask<bool> ReadAsync(ResultLine line, ImportProblems problems, CancellationToken cancellationToken)
    {
        if (!line.Element.TryGetProperty("format", out _))
        {
            problems.Add(ErrorCode.ImportMismatch, line.Number, $"The first line is no header; begin with the bundle's first line, its \"format\" set to \"{format}\".");
            return false;
        }

        var fields = new LineFields(line.Element, line.Number, Members, problems);
        CheckFormat(fields, fields.Text("format"));
        if (fields.Require("version") && fields.Whole("version", 1) is > ExchangeFormats.Version and var version)
            fields.Problem(ErrorCode.ImportMismatch, string.Create(CultureInfo.InvariantCulture, $"The file has version {version} of its format and this product reads version {ExchangeFormats.Version}; update the product, or write the older version."));
        Check(fields, "project", settings.Project);
        Check(fields, "name", run.Source.Experiment.Id);
        Check(fields, "stage", stage);
        if (fields.Require("run_id") && fields.Key("run_id") is { } id && id != run.RunId)
            fields.Problem(ErrorCode.ImportMismatch, $"The file is for run {id.Short}{await WhichAsync(id, cancellationToken)}, and this is run {run.RunId.Short}: another spec, or the spec or the data has changed since the bundle was written. Import it with the spec and data of then; a later run reuses what still asks the same thing.");
        Count = fields.Whole("count");
        return fields.IsSound;
    }

    /// <summary>Checks the promise.</summary>
    /// <param name="lines">How many lines the file has besides its header.</param>
    /// <param name="problems">Receives a broken promise.</param>
    public void CheckCount(long lines, ImportProblems problems)
    {
        if (Count is { } count && count != lines)
            problems.Add(ErrorCode.ImportMismatch, null, string.Create(CultureInfo.InvariantCulture, $"The header counts {count} lines and the file has {lines}: if it was not cut short, correct the header's \"count\" or leave it out."));
    }

    private async ValueTask<string> WhichAsync(Hash128 id, CancellationToken cancellationToken)
    {
        if (settings.Manifests is null)
            return "";
        return await settings.Manifests.FindAsync(id.ToString(), cancellationToken) is [var known]
            ? string.Create(CultureInfo.InvariantCulture, $", {known.Kind} '{known.Name}' as it was planned {known.Created:yyyy-MM-dd HH:mm} UTC")
            : ", which is not planned in this store";
    }

    private void CheckFormat(LineFields fields, string? found)
    {
        if (found == bundle)
            fields.Problem(ErrorCode.ImportMismatch, $"This is the bundle itself; import the results that answer it, whose header has the format \"{format}\".");
        else if (found is not null && found != format)
            fields.Problem(ErrorCode.ImportMismatch, $"The file has the format \"{found}\" and \"{format}\" is expected; choose another file, or the import that reads this one.");
    }

    private static void Check(LineFields fields, string name, string expected)
    {
        if (fields.Text(name) is { } found && found != expected)
            fields.Problem(ErrorCode.ImportMismatch, $"The file's {name} is '{found}' and this run's is '{expected}'; import it where it was exported.");
    }
}
