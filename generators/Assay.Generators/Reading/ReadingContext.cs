using Assay.Generators.Diagnostics;
using Assay.Generators.Identity;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>What the readers of one class share: the class, the compilation, and the problems found so far.</summary>
/// <param name="type">The class.</param>
/// <param name="known">The library's types as the compilation sees them.</param>
/// <param name="digest">Digests code; null for a reader that only wants diagnostics.</param>
/// <param name="cancellationToken">Stops the reading.</param>
/// <param name="isPart">Whether the class is read as a part of others: then what it takes in itself is left to them.</param>
internal sealed class ReadingContext(INamedTypeSymbol type, KnownTypes known, CodeDigest? digest, CancellationToken cancellationToken, bool isPart = false)
{
    private readonly List<Diagnostic> diagnostics = [];
    private IReadOnlyList<Part>? parts;
    private bool hasErrorsElsewhere;

    public INamedTypeSymbol Type { get; } = type;

    public Compilation Compilation => Known.Compilation;

    public KnownTypes Known { get; } = known;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    public bool HasErrors => hasErrorsElsewhere || diagnostics.Exists(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    /// <summary>Whether the class is read as a part of others.</summary>
    public bool IsPart { get; } = isPart;

    /// <summary>The classes whose declarations count, the class itself last.</summary>
    public IReadOnlyList<Part> Parts => parts ??= FindParts();

    /// <summary>The attributes of a name on the class and on what it takes in, in order.</summary>
    public IEnumerable<AttributeData> Attributes(string name) =>
        Parts.SelectMany(part => part.Type.GetAttributes().Where(attribute => attribute.Is(name)).InSourceOrder());

    /// <summary>The part that a place lies in, the innermost of nested ones; null where it lies elsewhere.</summary>
    public Part? PartAt(Location place) => Parts.Where(part => part.Holds(place)).OrderByDescending(static part => Part.DepthOf(part.Type)).FirstOrDefault();

    /// <summary>Reports an id that is given twice: in one class at the second place, else at the line that takes the other class in.</summary>
    public void ReportDuplicate(Mend? mend, DiagnosticDescriptor rule, string kind, string id, Location first, Location second)
    {
        if (PartAt(first) is { } one && PartAt(second) is { } other && !ReferenceEquals(one, other))
            Add(IncludeRules.Conflict, other.Place ?? one.Place!, [], null, kind, id, one.Type.ToShort(), other.Type.ToShort());
        else
            Report(mend, rule, second, id);
    }

    /// <summary>Reports a problem at its place; in a class that is taken in, at the line that does so, unless that class has the problem by itself.</summary>
    public void Report(DiagnosticDescriptor rule, Location place, params object?[] arguments) => Report(null, rule, place, arguments);

    /// <summary>Reports with what would mend it; null where nothing mechanical would.</summary>
    public void Report(Mend? mend, DiagnosticDescriptor rule, Location place, params object?[] arguments)
    {
        if (PartAt(place) is not { Place: { } includingLine } part)
            Add(rule, place, [], mend, arguments);
        else if (HasByItself(part, rule, place))
            hasErrorsElsewhere |= rule.DefaultSeverity == DiagnosticSeverity.Error;
        else
            Add(rule, includingLine, [place], null, arguments);
    }

    /// <summary>The declared version, or the digest of the code; empty for a reader that only wants diagnostics.</summary>
    /// <param name="declaration">The member.</param>
    /// <param name="read">Members of what it returns that are read besides.</param>
    public string VersionOf(Declaration declaration, IReadOnlyList<ISymbol>? read = null) =>
        declaration.Attribute.NamedText("Version") is { Length: > 0 } version ? version
        : declaration.Symbol is IMethodSymbol method && digest is not null ? digest.Of(method, read)
        : "";

    private void Add(DiagnosticDescriptor rule, Location place, IEnumerable<Location> others, Mend? mend, params object?[] arguments) =>
        diagnostics.Add(Diagnostic.Create(rule, place, others, mend?.Properties, arguments));

    private bool HasByItself(Part part, DiagnosticDescriptor rule, Location place)
    {
        var own = new ReadingContext(part.Type.OriginalDefinition, Known, digest: null, CancellationToken, isPart: true);
        PartReader.Read(own);
        return own.Diagnostics.Any(diagnostic => diagnostic.Id == rule.Id && diagnostic.Location == place);
    }

    private IReadOnlyList<Part> FindParts()
    {
        var finder = new PartFinder(Type, Compilation, findsOthers: !IsPart);
        var found = finder.Find();
        hasErrorsElsewhere |= finder.HasProblemsElsewhere;
        foreach (var (rule, place, arguments) in finder.Problems)
            Add(rule, place, [], null, arguments);
        return found;
    }
}
