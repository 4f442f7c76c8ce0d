namespace Assay.Generators.Models;

/// <summary>What a project says about its test framework.</summary>
/// <param name="Present">The frameworks that it references.</param>
/// <param name="Adapters">Those whose Assay package it references too.</param>
/// <param name="Wanted">The property <c>AssayTestFramework</c>; empty where it is not set.</param>
internal sealed record FrameworksModel(TestFrameworks Present, TestFrameworks Adapters, string Wanted)
{
    /// <summary>The property's value for a project that wants no tests.</summary>
    public const string NoTests = "None";

    private static readonly TestFrameworks[] Order = [TestFrameworks.Xunit, TestFrameworks.MSTest, TestFrameworks.NUnit, TestFrameworks.TUnit];

    /// <summary>Whether the property names an adapter that is not referenced.</summary>
    public bool WantsAbsent => Wanted.Length > 0 && !WantsNone && Chosen == TestFrameworks.None;

    /// <summary>Whether a framework is referenced, and no adapter that could use it.</summary>
    public bool LacksAdapter => Wanted.Length == 0 && Adapters == TestFrameworks.None && Present != TestFrameworks.None;

    /// <summary>Whether several adapters are referenced and nothing says which.</summary>
    public bool IsUnclear => Wanted.Length == 0 && List(Adapters).Count > 1;

    /// <summary>The framework that tests are written for.</summary>
    public TestFrameworks Chosen
    {
        get
        {
            foreach (var framework in List(Adapters))
            {
                if (Wanted.Length == 0 || string.Equals(Wanted, framework.ToString(), StringComparison.OrdinalIgnoreCase))
                    return framework;
            }

            return TestFrameworks.None;
        }
    }

    private bool WantsNone => string.Equals(Wanted, NoTests, StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<TestFrameworks> List(TestFrameworks frameworks) => [.. Order.Where(framework => frameworks.HasFlag(framework))];
}
