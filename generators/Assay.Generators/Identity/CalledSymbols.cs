using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Identity;

/// <summary>The members that a piece of code names or calls; and, as types, those that it hands over by <c>typeof</c> or as type arguments.</summary>
internal static class CalledSymbols
{
    public static IEnumerable<ISymbol> Of(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in root.DescendantNodesAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var symbol in OfNode(node, model, cancellationToken))
            {
                if (symbol is not null)
                    yield return symbol;
            }
        }
    }

    private static IEnumerable<ISymbol?> OfNode(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => node switch
    {
        GenericNameSyntax generic => Generic(SymbolOf(generic, model, cancellationToken)),
        SimpleNameSyntax name => [SymbolOf(name, model, cancellationToken) is { } symbol and not ITypeSymbol ? symbol : null],
        TypeOfExpressionSyntax { Type: var type } => [model.GetTypeInfo(type, cancellationToken).Type as INamedTypeSymbol],
        ForEachStatementSyntax loop => Loop(loop, model),
        AssignmentExpressionSyntax assignment => [model.GetSymbolInfo(assignment, cancellationToken).Symbol, .. Deconstruction(model.GetDeconstructionInfo(assignment))],
        InterpolationSyntax { Expression: var value } => [TextOf(model.GetTypeInfo(value, cancellationToken).Type), Conversion(value, model)],
        BaseObjectCreationExpressionSyntax creation => [model.GetSymbolInfo(creation, cancellationToken).Symbol, .. Elements(creation.Initializer, model)],
        ElementAccessExpressionSyntax or ElementBindingExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax
            or PostfixUnaryExpressionSyntax or CastExpressionSyntax => [model.GetSymbolInfo(node, cancellationToken).Symbol],
        ArgumentSyntax { Expression: var value } => [Conversion(value, model)],
        EqualsValueClauseSyntax { Value: var value } => [Conversion(value, model)],
        ReturnStatementSyntax { Expression: { } value } => [Conversion(value, model)],
        ArrowExpressionClauseSyntax { Expression: var value } => [Conversion(value, model)],
        ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax => [model.GetSymbolInfo(node, cancellationToken).Symbol],
        _ => [],
    };

    /// <summary>What a name means; of a called one the call is asked, which has chosen among all methods of the name already.</summary>
    private static ISymbol? SymbolOf(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (SyntaxNode)access
            : name.Parent is MemberBindingExpressionSyntax binding ? binding
            : name;
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { MethodKind: not MethodKind.DelegateInvoke } method
            ? method
            : model.GetSymbolInfo(name, cancellationToken).Symbol;
    }

    private static IEnumerable<ISymbol?> Generic(ISymbol? symbol)
    {
        yield return symbol is INamedTypeSymbol ? null : symbol;
        if (symbol is not IMethodSymbol method)
            yield break;
        foreach (var argument in method.TypeArguments)
            yield return argument as INamedTypeSymbol;
    }

    private static IEnumerable<ISymbol?> Loop(ForEachStatementSyntax loop, SemanticModel model)
    {
        var info = model.GetForEachStatementInfo(loop);
        return [info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.ElementConversion.MethodSymbol];
    }

    private static IEnumerable<ISymbol?> Deconstruction(DeconstructionInfo info)
    {
        yield return info.Method;
        foreach (var nested in info.Nested)
        {
            foreach (var symbol in Deconstruction(nested))
                yield return symbol;
        }
    }

    private static IEnumerable<ISymbol?> Elements(InitializerExpressionSyntax? initialiser, SemanticModel model) =>
        initialiser is null || !initialiser.IsKind(SyntaxKind.CollectionInitializerExpression)
            ? []
            : initialiser.Expressions.Select(element => model.GetCollectionInitializerSymbolInfo(element).Symbol);

    private static ISymbol? Conversion(ExpressionSyntax value, SemanticModel model) =>
        model.GetConversion(value) is { IsUserDefined: true, MethodSymbol: var method } ? method : null;

    private static ISymbol? TextOf(ITypeSymbol? type) =>
        type?.GetMembers("ToString").FirstOrDefault(static member => member is IMethodSymbol { Parameters.IsEmpty: true, IsImplicitlyDeclared: false });
}
