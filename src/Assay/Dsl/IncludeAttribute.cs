namespace Assay;

/// <summary>
/// Takes what another class of the project declares into this one: models, inference params, gates, limits, prompts, parses, scores, engines and
/// slices, as if they stood here, before this class's own. A base class is taken in without the attribute. What is taken in twice counts
/// once; an id that two classes give to two things is an error at the line that brings the second one in.
/// </summary>
/// <param name="part">The class, which may be static, abstract, nested or a closed generic type: <c>typeof(MultipleChoice&lt;Question&gt;)</c>. It must not be a benchmark.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IncludeAttribute(Type part) : Attribute
{
    /// <summary>The class.</summary>
    public Type Part { get; } = part;
}
