using System.Runtime.CompilerServices;
using Assay.Generators.Models;
using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Caching;

/// <summary>
/// Keeps what the reading of a class gave, for as long as nothing changes that it may depend on: the compiler asks again
/// after every edit of whatever file. Which files a class depends on is found by names alone, so that nothing is bound
/// for it: a few too many, never one too few. See <c>docs/code-identity.md</c>.
/// </summary>
/// <param name="isRead">Whether a declaration may be worth reading, by its syntax alone.</param>
/// <param name="read">Reads a declaration.</param>
internal sealed class ReadingCache(Func<TypeDeclarationSyntax, bool> isRead, Func<TypeDeclarationSyntax, CompiledProject, CancellationToken, ReadResult> read)
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> entries = new();
    private readonly ConditionalWeakTable<Compilation, CompiledProject> projects = new();
    private readonly object gate = new();
    private int hasRead;
    private ProjectFacts? facts;
    private WeakReference<Compilation>? known;
    private (object? Surroundings, TestFrameworks Value) adapters;

    /// <summary>What was read before, or else what is read now.</summary>
    /// <param name="declaration">The declaration that is read.</param>
    /// <param name="compilation">The project's state.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public ReadResult Get(TypeDeclarationSyntax declaration, Compilation compilation, CancellationToken cancellationToken)
    {
        var now = FactsOf(compilation);
        if (compilation.Options.ConcurrentBuild && Interlocked.Exchange(ref hasRead, 1) == 0)
            ReadAll(compilation, now, cancellationToken);
        return entries.TryGetValue(declaration, out var entry) && entry.IsFor(now) ? entry.Result : Read(declaration, compilation, now, cancellationToken);
    }

    /// <summary>Other names that benchmarks' and experiments' attributes have in the whole project.</summary>
    /// <param name="compilation">The project's state.</param>
    public HashSet<string> GlobalAliases(Compilation compilation) => FactsOf(compilation).WholeAliases;

    /// <summary>What depends on references and on files of global effect alone.</summary>
    /// <param name="compilation">The project's state.</param>
    /// <param name="read">Reads it.</param>
    public TestFrameworks Adapters(Compilation compilation, Func<Compilation, TestFrameworks> read)
    {
        var surroundings = FactsOf(compilation).Surroundings;
        lock (gate)
        {
            if (!ReferenceEquals(adapters.Surroundings, surroundings))
                adapters = (surroundings, read(compilation));
            return adapters.Value;
        }
    }

    /// <summary>Reads all that a project has at once where nothing of it has been read: a build waits for it, and has processors to spare.</summary>
    private void ReadAll(Compilation compilation, ProjectFacts now, CancellationToken cancellationToken) => Parallel.ForEach(
        compilation.SyntaxTrees,
        new ParallelOptions { CancellationToken = cancellationToken },
        tree =>
        {
            foreach (var declaration in tree.GetRoot(cancellationToken).DescendantNodes(static node => node is not (MemberDeclarationSyntax and not (TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))).OfType<TypeDeclarationSyntax>())
            {
                if (isRead(declaration))
                    Read(declaration, compilation, now, cancellationToken);
            }
        });

    private ReadResult Read(TypeDeclarationSyntax declaration, Compilation compilation, ProjectFacts now, CancellationToken cancellationToken)
    {
        var result = read(declaration, projects.GetValue(compilation, static made => new CompiledProject(made)), cancellationToken);
        lock (gate)
        {
            entries.Remove(declaration);
            entries.Add(declaration, new Entry(now, declaration.SyntaxTree, result));
        }

        return result;
    }

    private ProjectFacts FactsOf(Compilation compilation)
    {
        lock (gate)
        {
            if (facts is null || known is null || !known.TryGetTarget(out var last) || !ReferenceEquals(last, compilation))
                (facts, known) = (new ProjectFacts(compilation, facts), new WeakReference<Compilation>(compilation));
            return facts;
        }
    }

    private sealed class Entry(ProjectFacts facts, SyntaxTree tree, ReadResult result)
    {
        private readonly object surroundings = facts.Surroundings;
        private object shape = facts.Shape;
        private ProjectFacts? readIn = facts;
        private HashSet<SyntaxTree> files = [];

        public ReadResult Result { get; } = result;

        public bool IsFor(ProjectFacts now)
        {
            lock (surroundings)
            {
                if (ReferenceEquals(readIn, now))
                    return true;
                if (readIn is not null)
                    (files, readIn) = (readIn.Reach(tree), null);
                if (!ReferenceEquals(surroundings, now.Surroundings) || !files.All(now.Has))
                    return false;
                if (ReferenceEquals(shape, now.Shape))
                    return true;
                if (!files.SetEquals(now.Reach(tree)))
                    return false;
                shape = now.Shape;
                return true;
            }
        }
    }
}
