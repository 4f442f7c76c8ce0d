using System.Globalization;
using Assay.Errors;

namespace Assay.Specs.Serialization;

/// <summary>Gathers what is wrong with one file or text.</summary>
/// <param name="file">The file's name; null for a text that has none.</param>
internal sealed class SpecProblems(string? file)
{
    private readonly List<Problem> found = [];

    /// <summary>Adds a problem with a place.</summary>
    /// <param name="place">Where it stands; null for the file as a whole.</param>
    /// <param name="path">The path within the spec; null or empty for the whole.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public void Add(TextPlace? place, string? path, string message) =>
        found.Add(new Problem(ErrorCode.SchemaMismatch, message)
        {
            File = file,
            Path = string.IsNullOrEmpty(path) ? null : path,
            Line = place?.Line,
            Column = place?.Column,
        });

    /// <summary>Adds the problem of a value within too many others.</summary>
    public void AddTooDeep(TextPlace place) =>
        Add(place, null, string.Create(CultureInfo.InvariantCulture, $"The value lies within more than {SpecNode.MaxDepth} others; flatten it."));

    /// <summary>Throws all problems; does nothing where there are none.</summary>
    /// <exception cref="SpecValidationException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
            throw Failure();
    }

    /// <summary>All problems, of which there must be some, in the order of their places.</summary>
    public SpecValidationException Failure() =>
        new([.. found.OrderBy(static problem => problem.Line ?? 0).ThenBy(static problem => problem.Column ?? 0)]);
}
