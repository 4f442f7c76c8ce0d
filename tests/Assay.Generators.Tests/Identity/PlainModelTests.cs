using Assay.Generators.Identity;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Tests.Identity;

public sealed class PlainModelTests
{
    /// <summary>What digests see of a symbol: not what may be null.</summary>
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly CSharpCompilation Compilation = TestCompilation.Create(
        [new SourceFile("/project/Source.cs", """
            #nullable enable
            using System.Collections.Generic;
            using System.Linq;
            internal readonly record struct Text(string? Value) { public static implicit operator Text(string? value) => new(value); }
            internal static class Code
            {
                internal static T First<T>(IEnumerable<T> values, Text other) => values.First();
                internal static Text Of(string? text) => First(new[] { text, text?.Trim() ?? "", $"{text}" }.Where(static part => part is not null).Select(static part => part!.Length.ToString()), text);
            }
            """)]);

    [Fact]
    public void Names_calls_and_conversions_mean_what_they_mean_in_the_ordinary_model() =>
        Assert.Equal(Meanings(Compilation.GetSemanticModel(Compilation.SyntaxTrees[0])), Meanings(PlainModel.Of(Compilation, Compilation.SyntaxTrees[0])));

    [Theory]
    [InlineData(typeof(MissingMethodException))]
    [InlineData(typeof(TypeLoadException))]
    public void A_compiler_without_the_option_gives_its_ordinary_model(Type absent)
    {
        var tree = Compilation.SyntaxTrees[0];
        var model = PlainModel.Of(Compilation, tree, (_, _) => throw (Exception)Activator.CreateInstance(absent)!);
        Assert.Equal(Meanings(Compilation.GetSemanticModel(tree)), Meanings(model));
    }

    private static List<string> Meanings(SemanticModel model) =>
    [
        .. model.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ExpressionSyntax>().Select(node =>
            $"{node}: {model.GetSymbolInfo(node).Symbol?.OriginalDefinition.ToDisplayString(Format)} {model.GetConversion(node).MethodSymbol?.ToDisplayString(Format)}"),
    ];
}
