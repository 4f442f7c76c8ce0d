using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Identity;

/// <summary>Collects the code that a method reaches: members of its compilation by their syntax, others by their assembly's version.</summary>
internal sealed class CodeReach(CompiledCode code, CancellationToken cancellationToken)
{
    private readonly Compilation compilation = code.Compilation;
    private readonly HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> usedWith = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> pending = new();

    public List<ReachedCode> Entries { get; } = [];

    public SortedSet<string> Assemblies { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a method by its parameters and body: its own name and attributes say nothing about what it does.</summary>
    /// <param name="method">The method.</param>
    /// <param name="read">Members of what it returns that are read besides.</param>
    public void AddRoot(IMethodSymbol method, IReadOnlyList<ISymbol> read)
    {
        visited.Add(method);
        foreach (var member in read)
            Enqueue(member);
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
                continue;
            foreach (var part in new SyntaxNode?[] { syntax.ReturnType, syntax.ParameterList, syntax.Body, syntax.ExpressionBody })
            {
                if (part is not null)
                    AddSyntax("", part);
            }
        }

        AddStaticConstructor(method.ContainingType);
        AddTypeArguments(method.ContainingType);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddSymbol(pending.Dequeue());
        }
    }

    /// <summary>What a generic class calls on its type parameters is found in the types that it is used with.</summary>
    private void AddTypeArguments(INamedTypeSymbol type)
    {
        foreach (var argument in type.TypeArguments.OfType<INamedTypeSymbol>())
        {
            Entries.Add(new ReachedCode(KeyOf(type.OriginalDefinition), argument.ToDisplayString()));
            if (SymbolEqualityComparer.Default.Equals(argument.ContainingAssembly, compilation.Assembly))
                AddConstruction(argument);
        }
    }

    /// <summary>What a generic member of this compilation may call on the types that it is used with here.</summary>
    private void AddArguments(ISymbol member)
    {
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly))
            return;
        var arguments = member is IMethodSymbol method ? member.ContainingType.TypeArguments.Concat(method.TypeArguments) : member.ContainingType.TypeArguments;
        foreach (var argument in arguments.OfType<INamedTypeSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(argument.ContainingAssembly, compilation.Assembly) && usedWith.Add(argument))
                AddConstruction(argument);
        }
    }

    private void Enqueue(ISymbol? symbol)
    {
        var member = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.BuiltinOperator or MethodKind.DelegateInvoke } => null,
            IMethodSymbol { AssociatedSymbol: { } associated } => associated,
            IMethodSymbol method => method.ReducedFrom ?? method,
            IPropertySymbol or IFieldSymbol or IEventSymbol => symbol,
            _ => null,
        };
        if (member?.ContainingType is not { IsAnonymousType: false, IsTupleType: false })
            return;
        AddArguments(member);
        if (visited.Add(member.OriginalDefinition))
            pending.Enqueue(member.OriginalDefinition);
    }

    private void AddSymbol(ISymbol symbol)
    {
        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly))
        {
            if (ForeignCode.VersionOf(symbol) is { } version)
                Assemblies.Add(version);
            return;
        }

        if (symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum, HasConstantValue: true } constant)
        {
            Entries.Add(new ReachedCode(KeyOf(symbol), string.Format(CultureInfo.InvariantCulture, "{0}={1}", symbol.Name, constant.ConstantValue)));
            return;
        }

        foreach (var reference in SourcesOf(symbol))
        {
            foreach (var part in CodeParts.Of(symbol, reference.GetSyntax(cancellationToken)))
                AddSyntax(KeyOf(symbol), part);
        }

        AddStaticConstructor(symbol.ContainingType);
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type })
            AddConstruction(type);
    }

    private static IEnumerable<SyntaxReference> SourcesOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { PartialImplementationPart: { } other } => symbol.DeclaringSyntaxReferences.Concat(other.DeclaringSyntaxReferences),
        IPropertySymbol { PartialImplementationPart: { } other } => symbol.DeclaringSyntaxReferences.Concat(other.DeclaringSyntaxReferences),
        _ => symbol.DeclaringSyntaxReferences,
    };

    /// <summary>A constructed object brings its initialisers and whatever may be called on it through a base or an interface.</summary>
    private void AddConstruction(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, compilation.Assembly); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol { IsOverride: true } or IPropertySymbol { IsOverride: true } || (!member.IsStatic && CodeParts.HasInitialiser(member)))
                    Enqueue(member);
            }

            Enqueue(current.InstanceConstructors.FirstOrDefault(static constructor => constructor.Parameters.IsEmpty));
        }

        foreach (var member in type.AllInterfaces.SelectMany(static face => face.GetMembers()))
            Enqueue(type.FindImplementationForInterfaceMember(member));
    }

    private void AddStaticConstructor(INamedTypeSymbol? type)
    {
        foreach (var constructor in type?.StaticConstructors ?? [])
        {
            if (!constructor.IsImplicitlyDeclared)
                Enqueue(constructor);
        }
    }

    private void AddSyntax(string key, SyntaxNode node)
    {
        var piece = code.Of(node, cancellationToken);
        foreach (var text in piece.Texts)
            Entries.Add(new ReachedCode(key, text));
        foreach (var symbol in piece.Called)
        {
            if (symbol is INamedTypeSymbol type)
                AddShape(type);
            else
                Enqueue(symbol);
        }
    }

    /// <summary>A type that is handed to another assembly's generic method, such as a serializer's, takes part by its members.</summary>
    private void AddShape(INamedTypeSymbol type)
    {
        foreach (var argument in type.TypeArguments.OfType<INamedTypeSymbol>())
            AddShape(argument);
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || !visited.Add(type.OriginalDefinition))
            return;
        foreach (var member in type.OriginalDefinition.GetMembers())
        {
            if (member is not (IPropertySymbol or IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor }) || member is { IsImplicitlyDeclared: true, Kind: not SymbolKind.Property })
                continue;
            Enqueue(member);
            if (member is IPropertySymbol { Type: INamedTypeSymbol inner })
                AddShape(inner);
        }
    }

    private static string KeyOf(ISymbol symbol) => symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString();
}
