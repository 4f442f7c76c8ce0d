using Assay.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Caching;

/// <summary>One state of a project, as far as it tells which files the reading of a class depends on. Nothing is found out before it is asked for: a build asks for nothing.</summary>
internal sealed class ProjectFacts
{
    private readonly IReadOnlyList<SyntaxTree> trees;
    private readonly string? assembly;
    private readonly CompilationOptions options;
    private readonly IReadOnlyList<MetadataReference> references;
    private readonly Lazy<Dictionary<SyntaxTree, FileFacts>> files;
    private readonly Lazy<IReadOnlyList<FileFacts>> everywhere;
    private readonly Lazy<HashSet<string>> namespaces;
    private readonly Lazy<HashSet<string>> aliases;
    private readonly Lazy<Dictionary<string, List<(Declared Declared, FileFacts File)>>> declarations;

    /// <param name="compilation">The state.</param>
    /// <param name="before">The state before; null where there is none.</param>
    public ProjectFacts(Compilation compilation, ProjectFacts? before)
    {
        (trees, assembly, options) = ([.. compilation.SyntaxTrees], compilation.AssemblyName, compilation.Options);
        references = [.. compilation.References];
        files = new(() => trees.ToDictionary(static tree => tree, static tree => FileFacts.Of(tree)));
        everywhere = new(() => [.. Files.Values.Where(static file => file.IsEverywhere)]);
        namespaces = new(() => new HashSet<string>(Files.Values.SelectMany(static file => file.Namespaces), StringComparer.Ordinal));
        declarations = new(IndexDeclarations);
        aliases = new(() => new HashSet<string>(trees.SelectMany(static tree => PartDeclarations.GlobalAliasesIn(tree.GetRoot())), StringComparer.Ordinal));
        Surroundings = before is not null && HasSameSurroundings(before) ? before.Surroundings : new object();
        Shape = before is not null && HasSameShape(before) ? before.Shape : new object();
    }

    /// <summary>Stands for everything that all readings depend on, but for files: the same object as in the state before where it is equal.</summary>
    public object Surroundings { get; }

    /// <summary>Stands for what files declare for each other: the same object as in the state before where it is equal.</summary>
    public object Shape { get; }

    /// <summary>Other names that benchmarks' and experiments' attributes have in every file.</summary>
    public HashSet<string> WholeAliases => aliases.Value;

    private Dictionary<SyntaxTree, FileFacts> Files => files.Value;

    public bool Has(SyntaxTree tree) => Files.ContainsKey(tree);

    /// <summary>The files that what is said in one may lead to, that one among them.</summary>
    public HashSet<SyntaxTree> Reach(SyntaxTree from)
    {
        var reached = new HashSet<SyntaxTree>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>();
        Add(Files[from]);
        foreach (var file in everywhere.Value)
            Add(file);

        var waiting = new List<(Declared Declared, FileFacts File)>();
        do
        {
            while (pending.Count > 0)
            {
                if (declarations.Value.TryGetValue(pending.Dequeue(), out var meant))
                    waiting.AddRange(meant.Where(one => !reached.Contains(one.File.Tree)));
            }

            var ready = waiting.Where(one => one.Declared.IsMeantBy(names)).ToList();
            waiting.RemoveAll(one => one.Declared.IsMeantBy(names));
            foreach (var (_, file) in ready)
                Add(file);
        }
        while (pending.Count > 0);
        return reached;

        void Add(FileFacts file)
        {
            if (!reached.Add(file.Tree))
                return;
            foreach (var name in file.Names)
            {
                if (names.Add(name))
                    pending.Enqueue(name);
            }
        }
    }

    private Dictionary<string, List<(Declared Declared, FileFacts File)>> IndexDeclarations()
    {
        var index = new Dictionary<string, List<(Declared, FileFacts)>>(StringComparer.Ordinal);
        foreach (var file in Files.Values)
        {
            foreach (var declared in file.Declarations)
            {
                if (!index.TryGetValue(declared.Name, out var list))
                    index.Add(declared.Name, list = []);
                list.Add((declared, file));
            }
        }

        return index;
    }

    private bool HasSameSurroundings(ProjectFacts before) =>
        before.assembly == assembly
        && before.options.Equals(options)
        && before.references.SequenceEqual(references)
        && before.everywhere.Value.SequenceEqual(everywhere.Value)
        && before.namespaces.Value.SetEquals(namespaces.Value);

    /// <summary>Whether all names lead to the same files; what depends on a file that changed is read anew in any case.</summary>
    private bool HasSameShape(ProjectFacts before) =>
        before.trees.Count == trees.Count
        && before.trees.Zip(trees, (old, now) => ReferenceEquals(old, now) || before.Files[old].Declarations.SequenceEqual(Files[now].Declarations)).All(static isSame => isSame);
}
