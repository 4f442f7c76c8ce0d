using System.Globalization;
using Assay.Errors;

namespace Assay.Datasets;

/// <summary>Where records come from, for problems: a file and its lines, or a sequence and its positions.</summary>
/// <param name="file">The file as problems show it; null for a sequence.</param>
internal sealed class DataPlace(string? file)
{
    /// <summary>The file as problems show it; null for a sequence.</summary>
    public string? File { get; } = file;

    /// <summary>How a sentence refers to another record.</summary>
    public string Refer(int position) => string.Create(CultureInfo.InvariantCulture, $"{(File is null ? "item" : "line")} {position}");

    /// <summary>A problem at a record.</summary>
    public DatasetException Error(ErrorCode code, string message, int position, int? column = null, Exception? inner = null) =>
        File is null
            ? new DatasetException(new Problem(code, string.Create(CultureInfo.InvariantCulture, $"Item {position} of the sequence: {message}")), inner)
            : new DatasetException(new Problem(code, message) { File = File, Line = position, Column = column }, inner);
}
