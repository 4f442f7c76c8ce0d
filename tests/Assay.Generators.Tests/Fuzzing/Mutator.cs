using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Changes sources by chance; the same seed makes the same changes.</summary>
internal sealed class Mutator(SourceCorpus corpus)
{
    private const int MostMutations = 4;
    private const int Attempts = 20;

    private static readonly IReadOnlyList<Func<Dice, SyntaxNode, SourceCorpus, TextChange?>> Mutations =
        [.. TokenMutations.All, .. AttributeMutations.All, .. AttributeMutations.All, .. AttributeMutations.All, .. MemberMutations.All, .. MemberMutations.All];

    /// <summary>A project of the corpus whose first file is changed in one to four places.</summary>
    public IReadOnlyList<SourceFile> Make(int seed)
    {
        var dice = new Dice(seed);
        var project = dice.Of(dice.Below(4) == 0 ? corpus.Wrong : corpus.Right);
        var text = project[0].Text;
        for (var left = 1 + dice.Below(1 + dice.Below(MostMutations)); left > 0; left--)
            text = Mutate(dice, text);
        return [project[0] with { Text = text }, .. project.Skip(1)];
    }

    private string Mutate(Dice dice, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions).GetRoot();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (dice.Of(Mutations)(dice, root, corpus) is { } change)
                return SourceText.From(text).WithChanges(change).ToString();
        }

        return text;
    }
}
