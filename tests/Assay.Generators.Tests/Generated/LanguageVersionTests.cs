using Assay.Generators.Tests.Fuzzing;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Generated;

/// <summary>What is generated for the samples and for the examples of the docs compiles without a warning in each version of C# that a .NET 10 project may choose.</summary>
public sealed class LanguageVersionTests
{
    public static TheoryData<LanguageVersion> Versions => [LanguageVersion.CSharp13, LanguageVersion.CSharp14, LanguageVersion.Preview];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Generated_code_compiles_without_a_warning(LanguageVersion version)
    {
        var options = TestCompilation.ParseOptions.WithLanguageVersion(version);
        foreach (var files in SourceCorpus.Read().Right)
        {
            var compilation = TestCompilation.Create([new("/project/Usings.cs", "global using System.IO;\n" + Sources.Usings), .. files]);
            var trees = compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(TestContext.Current.CancellationToken), options));
            GeneratorTest.Driver().WithUpdatedParseOptions(options).RunGeneratorsAndUpdateCompilation(
                compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees), out var output, out var diagnostics, TestContext.Current.CancellationToken);

            Assert.Empty(diagnostics);
            Assert.All(output.SyntaxTrees, tree => Assert.Equal(version, ((CSharpParseOptions)tree.Options).LanguageVersion));
            Assert.DoesNotContain(
                output.GetDiagnostics(TestContext.Current.CancellationToken),
                static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity == DiagnosticSeverity.Warning && !diagnostic.Location.SourceTree!.FilePath.StartsWith("/project/", StringComparison.Ordinal)));
        }
    }
}
