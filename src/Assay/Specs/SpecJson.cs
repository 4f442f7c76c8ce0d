using System.Text;
using System.Text.Json;
using Assay.Errors;
using Assay.Specs.Serialization;

namespace Assay.Specs;

/// <summary>
/// The JSON form of every spec record: members in snake case, enums by name, members at their defaults left out.
/// Unknown members are refused, so that a misspelt one is not silently ignored. A member that is JSON's null is the same as an absent one.
/// </summary>
public static class SpecJson
{
    /// <summary>Writes a spec.</summary>
    /// <typeparam name="T">A spec record, such as <see cref="BenchmarkSpec"/>, <see cref="ExperimentSpec"/>, <see cref="ProjectSpec"/> or a part of one.</typeparam>
    /// <param name="spec">The spec; it need not be valid.</param>
    /// <param name="indented">Whether to indent by two spaces, with line feeds; one line otherwise.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not a spec record, or a number is not finite.</exception>
    public static string Write<T>(T spec, bool indented = false)
        where T : class => JsonSerializer.Serialize(spec, SpecSerializer.InfoOf<T>(indented));

    /// <summary>Reads a spec. Its rules are not checked: that is <see cref="SpecValidator"/>'s part.</summary>
    /// <typeparam name="T">A spec record, such as <see cref="BenchmarkSpec"/>, <see cref="ExperimentSpec"/>, <see cref="ProjectSpec"/> or a part of one.</typeparam>
    /// <param name="json">The text; absent members take the defaults of the record.</param>
    /// <param name="file">The file that problems name; null for none.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not a spec record.</exception>
    /// <exception cref="SpecValidationException">
    /// The text is not JSON, or has unknown, missing, repeated or ill-typed members: every one of them as
    /// <see cref="ErrorCode.SchemaMismatch"/> with path, line and column.
    /// </exception>
    public static T Read<T>(string json, string? file = null)
        where T : class
    {
        var problems = new SpecProblems(file);
        var document = SpecDocument<T>.Read(JsonTree.Parse(Encoding.UTF8.GetBytes(json), problems), problems);
        problems.ThrowIfAny();
        return document.Value;
    }
}
