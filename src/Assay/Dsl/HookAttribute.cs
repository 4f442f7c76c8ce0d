namespace Assay;

/// <summary>
/// Registers a hook that is written as a class, on a static property of type <see cref="Contracts.IHook"/>; its version is its own. Hooks
/// run in the order of declaration, those on methods (<see cref="BeforeInferenceAttribute"/> and its kin) alike.
/// </summary>
/// <param name="id">The hook's id.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class HookAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;
}
