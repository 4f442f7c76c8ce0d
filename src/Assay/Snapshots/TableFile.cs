using System.Text;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>
/// The table that people read: a Markdown section per slice with a row per model, prompt and params and a
/// column per score. The text has LF line ends and depends on nothing but the spec's names and the scores.
/// </summary>
public static class TableFile
{
    /// <summary>The text of a table file.</summary>
    /// <param name="benchmark">Gives the title, the order of slices and scores, dimensions and each score's direction.</param>
    /// <param name="scores">The scores of any of its slices, in any order.</param>
    /// <exception cref="ArgumentException">Two scores have one slice, item, model, prompt, params and name.</exception>
    public static string Write(BenchmarkSpec benchmark, IEnumerable<ItemScore> scores)
    {
        var bySlice = RowOrder.Sort(scores).ToLookup(row => row.Slice, StringComparer.Ordinal);
        return Join(benchmark, bySlice.ToDictionary(
            rows => rows.Key,
            rows => TableSection.Write(benchmark, rows.Key, [.. rows]),
            StringComparer.Ordinal));
    }

    /// <summary>A file of sections by slice: in the spec's order, then those that the spec does not know.</summary>
    internal static string Join(BenchmarkSpec benchmark, IReadOnlyDictionary<string, string> sections)
    {
        var known = benchmark.Slices.Select(slice => slice.Id).ToList();
        var unknown = sections.Keys.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var text = new StringBuilder("# ").Append(MarkdownText.Escape(benchmark.Id)).Append('\n');
        foreach (var slice in known.Concat(unknown))
        {
            if (sections.TryGetValue(slice, out var section))
                text.Append('\n').Append(section).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The sections of a table file by their heading lines, without trailing white space.</summary>
    /// <exception cref="SnapshotException">A merge conflict is unresolved.</exception>
    internal static IReadOnlyDictionary<string, string> Split(string text, string file)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = new StringBuilder();
        string? heading = null;
        var number = 0;
        var body = text.AsSpan().TrimStart('\ufeff');
        foreach (var range in body.Split('\n'))
        {
            var line = body[range].TrimEnd();
            ConflictMarkers.Reject(line, file, ++number);
            if (line.StartsWith("## "))
            {
                Close();
                heading = line.ToString();
            }

            section.Append(line).Append('\n');
        }

        Close();
        return sections;

        void Close()
        {
            if (heading is not null)
                sections[heading] = section.ToString().TrimEnd();
            section.Clear();
        }
    }
}
