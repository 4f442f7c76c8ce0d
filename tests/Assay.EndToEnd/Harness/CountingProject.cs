using System.Globalization;

namespace Assay.EndToEnd.Harness;

/// <summary>
/// The Counting project with its data: a benchmark of 2 models × 2 prompt variants over two slices, whose engine logs each
/// call, and one of a single recorded model over the first slice.
/// </summary>
internal static class CountingProject
{
    /// <summary>Makes the project.</summary>
    /// <param name="items">How many items each slice has.</param>
    /// <param name="variant">A folder of files that differ, as <c>VSTest</c> for that mode of <c>dotnet test</c>.</param>
    public static UserProject Create(int items, string? variant = null)
    {
        var project = UserProject.Create("Counting", variant);
        WriteData(project.Directory, items);
        return project;
    }

    /// <summary>Writes the data files below a folder.</summary>
    public static void WriteData(string directory, int items)
    {
        Directory.CreateDirectory(Path.Combine(directory, "data"));
        var numbers = Enumerable.Range(1, items).ToList();
        File.WriteAllLines(Path.Combine(directory, "data", "low.jsonl"), numbers.Select(Question));
        File.WriteAllLines(Path.Combine(directory, "data", "high.jsonl"), numbers.Select(number => Question(number + items)));
        File.WriteAllLines(Path.Combine(directory, "data", "answers.jsonl"), numbers.Select(Answer));
    }

    private static string Question(int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"q-{{number:0000}}","number":{{number}}}""");

    private static string Answer(int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"q-{{number:0000}}","recorded":"It is {{number}}."}""");
}
