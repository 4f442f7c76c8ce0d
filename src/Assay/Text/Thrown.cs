using System.Diagnostics;
using System.Globalization;

namespace Assay.Text;

/// <summary>What the user's code threw, in words.</summary>
internal static class Thrown
{
    /// <summary>The exception's message, and the innermost line of the user's source where that is known: <c>No number. (at Triage.cs:12)</c>. The file stands there without its folder, so that it is the same on every machine.</summary>
    public static string Message(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { Length: > 0 } file && frame.GetFileLineNumber() is > 0 and var line && !IsOurs(frame))
                return string.Create(CultureInfo.InvariantCulture, $"{exception.Message} (at {Path.GetFileName(file)}:{line})");
        }

        return exception.Message;
    }

    private static bool IsOurs(StackFrame frame) => DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName is { } assembly
        && assembly.StartsWith(typeof(Thrown).Assembly.GetName().Name + ",", StringComparison.Ordinal);
}
