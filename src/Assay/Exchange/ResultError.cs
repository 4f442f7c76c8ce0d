using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Assay.Errors;

namespace Assay.Exchange;

/// <summary>The error with which a result failed elsewhere.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its message; null for none.</param>
internal sealed partial record ResultError(ErrorCode Code, string? Message)
{
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(["code", "message"], StringComparer.Ordinal);

    /// <summary>Reads the line's <c>error</c>; null where there is none, or something is wrong with it.</summary>
    public static ResultError? Read(LineFields line)
    {
        if (line.Object("error", Members) is not { } fields)
            return null;
        var message = fields.LooseText("message");
        if (!fields.Require("code") || fields.Text("code") is not { } code)
            return null;
        if (!CodeForm().IsMatch(code))
            fields.Malformed("code", "lower-case words joined by underscores, such as rate_limit");
        return fields.IsSound ? new ResultError(new ErrorCode(code), message) : null;
    }

    [GeneratedRegex("^[a-z][a-z0-9]{0,62}(_[a-z0-9]{1,63}){0,7}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
