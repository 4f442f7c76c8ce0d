using System.Globalization;

namespace Assay.Errors;

/// <summary>One thing that is wrong, where it is, and how to mend it.</summary>
/// <param name="Code">What kind of problem it is.</param>
/// <param name="Message">One sentence that says what is wrong and what to do.</param>
public sealed record Problem(ErrorCode Code, string Message)
{
    /// <summary>The path within the spec, such as <c>slices[1].dataset.path</c>; null when it concerns the whole.</summary>
    public string? Path { get; init; }

    /// <summary>The file at fault; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1; null when unknown.</summary>
    public int? Line { get; init; }

    /// <summary>The column in <see cref="Line"/>, from 1; null when unknown.</summary>
    public int? Column { get; init; }

    /// <summary>The problem as compilers write it: <c>file(line,column): error code: path: message</c>.</summary>
    public override string ToString()
    {
        var place = (File, Line, Column) switch
        {
            (null, _, _) => "",
            (_, null, _) => $"{File}: ",
            (_, _, null) => string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): "),
            _ => string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): "),
        };
        return $"{place}error {Code}: {(Path is null ? "" : Path + ": ")}{Message}";
    }
}
