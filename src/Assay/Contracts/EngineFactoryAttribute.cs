using System.Diagnostics.CodeAnalysis;

namespace Assay.Contracts;

/// <summary>Names a factory by which a test assembly makes engines of the providers that its project file configures; the build writes it for packages that bring one.</summary>
/// <param name="factoryType">A public <see cref="IEngineFactory"/> with a parameterless constructor.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class EngineFactoryAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type factoryType) : Attribute
{
    /// <summary>The factory's type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type FactoryType { get; } = factoryType;
}
