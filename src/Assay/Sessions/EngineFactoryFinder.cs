using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Sessions;

/// <summary>Finds the factories of engines that a test assembly names.</summary>
internal static class EngineFactoryFinder
{
    /// <summary>Makes the factories, in the order of their attributes.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: a type that is named is no factory, or cannot be made.</exception>
    public static IReadOnlyList<IEngineFactory> FindIn(Assembly assembly) =>
        [.. assembly.GetCustomAttributes<EngineFactoryAttribute>().DistinctBy(static attribute => attribute.FactoryType).Select(static attribute => Make(attribute.FactoryType))];

    private static IEngineFactory Make([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type)
    {
        try
        {
            if (Activator.CreateInstance(type) is IEngineFactory factory)
                return factory;
        }
        catch (Exception exception)
        {
            throw new AssayException(ErrorCode.OptionInvalid, $"The factory of engines '{type.FullName}' cannot be made: {(exception.InnerException ?? exception).Message}", exception);
        }

        throw new AssayException(ErrorCode.OptionInvalid, $"'{type.FullName}' is no {nameof(IEngineFactory)}; implement it, or take the attribute away.");
    }
}
