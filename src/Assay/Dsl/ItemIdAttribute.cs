namespace Assay;

/// <summary>Marks the member that is an item's id where it is not called <c>Id</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class ItemIdAttribute : Attribute;
