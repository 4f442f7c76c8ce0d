using Assay.Contracts;
using Assay.Sessions;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Assay.NUnit;

/// <summary>
/// Gives the slices' tests of an assembly what they share: one store, one set of limits. The generator puts it on the
/// assembly. The session is kept with the assembly's suite, where <see cref="SliceTest"/> finds it, so that no static field
/// holds it.
/// </summary>
/// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AssayFixtureAttribute<TCatalog> : Attribute, ITestAction
    where TCatalog : IBenchmarkCatalog, new()
{
    /// <summary>The suite: the actions are called once around all tests.</summary>
    public ActionTargets Targets => ActionTargets.Suite;

    /// <summary>Makes the session; nothing is read before a slice is asked for.</summary>
    /// <param name="test">The assembly's suite.</param>
    public void BeforeTest(ITest test) => test.Properties.Set(SliceTest.SessionKey, TestSession.For<TCatalog>());

    /// <summary>Closes the store.</summary>
    /// <param name="test">The assembly's suite.</param>
    public void AfterTest(ITest test)
    {
        if (test.Properties.Get(SliceTest.SessionKey) is TestSession session)
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
