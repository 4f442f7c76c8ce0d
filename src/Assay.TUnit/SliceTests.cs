using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using TUnit.Core;

namespace Assay.TUnit;

/// <summary>
/// The tests of one benchmark's slices, as TUnit asks for them. Its own generator reads what people write, not what other
/// generators do, so these tests are registered at start.
/// </summary>
/// <typeparam name="TSlices">The generated class with one method per slice.</typeparam>
/// <param name="benchmark">The benchmark's id.</param>
public sealed class SliceTests<[DynamicallyAccessedMembers(Reflected)] TSlices>(string benchmark) : IDynamicTestSource
    where TSlices : class
{
    /// <summary>What TUnit looks at in a class of dynamic tests.</summary>
    private const DynamicallyAccessedMemberTypes Reflected =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors
        | DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods
        | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties;

    private readonly List<(string Slice, Expression<Action<TSlices>> Method)> tests = [];

    /// <summary>Adds a slice's test. Its name is <c>benchmark / slice</c>, and both are properties of it.</summary>
    /// <param name="slice">The slice's id.</param>
    /// <param name="method">Calls the method that verifies the slice; its task is awaited.</param>
    public SliceTests<TSlices> Add(string slice, Expression<Action<TSlices>> method)
    {
        tests.Add((slice, method));
        return this;
    }

    /// <summary>The tests in the order in which they were added.</summary>
    /// <param name="sessionId">TUnit's session; the tests are the same in all.</param>
    public IReadOnlyList<AbstractDynamicTest> CollectDynamicTests(string sessionId) =>
    [
        .. tests.Select((test, index) => new DynamicTest<TSlices>
        {
            TestMethod = test.Method,
            DisplayName = $"{benchmark} / {test.Slice}",
            DynamicTestIndex = index + 1,
            Attributes = [new PropertyAttribute("benchmark", benchmark), new PropertyAttribute("slice", test.Slice)],
        }),
    ];
}
