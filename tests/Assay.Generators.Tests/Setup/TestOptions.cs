using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Tests.Setup;

/// <summary>What MSBuild tells the compiler.</summary>
/// <param name="testFramework">The property <c>AssayTestFramework</c>; empty, the default, where it is not set.</param>
/// <param name="directory">The project's folder as the compiler hands on <c>ProjectDir</c>.</param>
/// <param name="encoded">The property <c>AssayProjectDirectory</c>, the folder in base64; empty, the default, where it is not set.</param>
internal sealed class TestOptions(string testFramework = "", string directory = Sources.ProjectDirectory, string encoded = "") : AnalyzerConfigOptionsProvider
{
    private static readonly Values Empty = new(ImmutableDictionary<string, string>.Empty);

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(ImmutableDictionary<string, string>.Empty
        .Add("build_property.ProjectDir", directory)
        .Add("build_property.AssayProjectDirectory", encoded)
        .Add("build_property.AssayTestFramework", testFramework)
        .Add("build_property.AssayChecksDataFiles", "true"));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Empty;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Values(ImmutableDictionary<string, string>.Empty.Add("build_metadata.AdditionalFiles.AssayData", "true"));

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    /// <summary>A file whose text nobody may read.</summary>
    internal sealed class DataFile(string path) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => throw new NotSupportedException("Data files are named, never read.");
    }
}
