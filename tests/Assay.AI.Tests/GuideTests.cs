using System.Text.RegularExpressions;
using Assay.Specs;

namespace Assay.AI.Tests;

/// <summary>The project files in the guide are good, and each of their providers becomes an engine.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> ProjectFiles
    {
        get
        {
            var page = File.ReadAllText(Path.GetFullPath("../../../../../docs/guides/chat-models.md", AppContext.BaseDirectory)).ReplaceLineEndings("\n");
            return [.. Toml().Matches(page).Select(static match => match.Groups[1].Value)];
        }
    }

    [Theory]
    [MemberData(nameof(ProjectFiles))]
    public void Providers_of_the_guide_become_engines(string file)
    {
        var folder = Directory.CreateTempSubdirectory("assay-ai-");
        var path = Path.Combine(folder.FullName, "assay.toml");
        File.WriteAllText(path, file);

        var project = ProjectFile.Load(path);

        folder.Delete(recursive: true);
        Assert.NotEmpty(project.Providers);
        var factory = new ChatEngineFactory();
        foreach (var (id, provider) in project.Providers)
        {
            using var engine = (ChatEngine)factory.Create(id, provider, TimeProvider.System);
            Assert.Equal((id, factory.Version, provider.Paid), (engine.Id, engine.Version, engine.IsPaid));
        }
    }

    [GeneratedRegex("```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Toml();
}
