using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Assay.CodeFixes;

/// <summary>A fix that edits the text of the file with the diagnostic; all of a rule can be fixed at once.</summary>
public abstract class EditCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Fix(root, text, diagnostic) is { } edit)
                context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(context.Document.WithText(text.WithChanges(edit.Changes))), diagnostic.Id), diagnostic);
        }
    }

    /// <summary>What to change, in source order; null where this diagnostic has no mechanical mend.</summary>
    private protected abstract Edit? Fix(SyntaxNode root, SourceText text, Diagnostic diagnostic);

    /// <summary>Adds an attribute on a line of its own above a token.</summary>
    private protected static Edit Above(SyntaxToken token, string attribute, SourceText text)
    {
        var indentation = new string([.. text.Lines.GetLineFromPosition(token.SpanStart).ToString().TakeWhile(char.IsWhiteSpace)]);
        return new Edit($"Add {attribute}", new TextChange(new TextSpan(token.SpanStart, 0), attribute + LineEnd(text) + indentation));
    }

    private static string LineEnd(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    /// <summary>Changes with the title under which an editor offers them.</summary>
    private protected sealed record Edit(string Title, params TextChange[] Changes);
}
