namespace Assay.Generators.Models;

/// <summary>How a method's value comes.</summary>
internal enum ReturnForm
{
    /// <summary>At once.</summary>
    Value,

    /// <summary>As a <c>Task&lt;T&gt;</c>.</summary>
    Task,

    /// <summary>As a <c>ValueTask&lt;T&gt;</c>.</summary>
    ValueTask,
}
