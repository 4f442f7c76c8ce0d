using System.Runtime.CompilerServices;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Caching;

/// <summary>
/// Keeps what the reading of a class gave, for as long as nothing changes that it may depend on: the compiler asks again
/// after every edit of whatever file. Which files a class depends on is found by names alone, so that nothing is bound
/// for it: a few too many, never one too few. See <c>docs/code-identity.md</c>.
/// </summary>
internal sealed class ReadingCache
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> entries = new();
    private readonly object gate = new();
    private ProjectFacts? facts;
    private WeakReference<Compilation>? known;
    private (object? Surroundings, TestFrameworks Value) adapters;

    /// <summary>What was read before, or else what is read now.</summary>
    /// <param name="declaration">The declaration that is read.</param>
    /// <param name="compilation">The project's state.</param>
    /// <param name="read">Reads it.</param>
    public ReadResult Get(SyntaxNode declaration, Compilation compilation, Func<ReadResult> read)
    {
        var now = FactsOf(compilation);
        if (entries.TryGetValue(declaration, out var entry) && entry.IsFor(now))
            return entry.Result;

        var result = read();
        lock (gate)
        {
            entries.Remove(declaration);
            entries.Add(declaration, new Entry(now, declaration.SyntaxTree, result));
        }

        return result;
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
