namespace Assay.Generators.Tests.Setup;

/// <summary>Stand-ins for test frameworks and for Assay's packages for them, with the signatures that generated tests use.</summary>
internal static class FrameworkSources
{
    /// <summary>The stand-in of a package by its name.</summary>
    public static SourceFile Of(string package) => new($"/project/{package}.cs", package switch
    {
        "xunit" => "namespace Xunit { public sealed class FactAttribute : global::System.Attribute; }",
        "Assay.Xunit" => Sources.Xunit,
        "MSTest" => MSTest,
        "Assay.MSTest" => AssayMSTest,
        "NUnit" => NUnit,
        "Assay.NUnit" => AssayNUnit,
        "TUnit" => TUnit,
        "Assay.TUnit" => AssayTUnit,
        _ => throw new ArgumentException($"There is no stand-in for {package}.", nameof(package)),
    });

    private const string MSTest = """
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public sealed class TestClassAttribute : global::System.Attribute;
            public sealed class ClassInitializeAttribute : global::System.Attribute;
            public sealed class ClassCleanupAttribute : global::System.Attribute;
            public sealed class TestMethodAttribute : global::System.Attribute { public string? DisplayName { get; init; } }
            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            public sealed class TestPropertyAttribute(string name, string value) : global::System.Attribute { public string Pair => name + value; }
            public abstract class TestContext;
        }
        """;

    private const string AssayMSTest = """
        namespace Assay.MSTest
        {
            public sealed class AssayFixture<TCatalog>
                where TCatalog : global::Assay.Contracts.IBenchmarkCatalog, new()
            {
                public void Enter() { }
                public global::System.Threading.Tasks.Task VerifyAsync(string benchmark, string slice, global::Microsoft.VisualStudio.TestTools.UnitTesting.TestContext context) => throw new global::System.NotSupportedException();
                public global::System.Threading.Tasks.Task LeaveAsync() => throw new global::System.NotSupportedException();
            }
        }
        """;

    private const string NUnit = """
        namespace NUnit.Framework
        {
            public sealed class TestAttribute : global::System.Attribute;
            public sealed class TestFixtureAttribute : global::System.Attribute;
            public sealed class TestCaseAttribute : global::System.Attribute { public string? TestName { get; set; } }
            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            public sealed class PropertyAttribute(string name, string value) : global::System.Attribute { public string Pair => name + value; }
        }
        """;

    private const string AssayNUnit = """
        namespace Assay.NUnit
        {
            [global::System.AttributeUsage(global::System.AttributeTargets.Assembly)]
            public sealed class AssayFixtureAttribute<TCatalog> : global::System.Attribute
                where TCatalog : global::Assay.Contracts.IBenchmarkCatalog, new();
            public static class SliceTest
            {
                public static global::System.Threading.Tasks.Task VerifyAsync(string benchmark, string slice) => throw new global::System.NotSupportedException();
            }
        }
        """;

    private const string TUnit = """
        namespace TUnit.Core
        {
            public sealed class TestAttribute : global::System.Attribute;
            public enum SharedType { PerTestSession }
            public sealed class ClassDataSourceAttribute<T> : global::System.Attribute { public SharedType Shared { get; set; } }
            public interface IDynamicTestSource;
            public static class SourceRegistrar { public static int RegisterDynamic(IDynamicTestSource source) => 0; }
        }
        """;

    private const string AssayTUnit = """
        namespace Assay.TUnit
        {
            public sealed class AssayFixture<TCatalog>
                where TCatalog : global::Assay.Contracts.IBenchmarkCatalog, new()
            {
                public global::System.Threading.Tasks.Task VerifyAsync(string benchmark, string slice) => throw new global::System.NotSupportedException();
            }
            public sealed class SliceTests<TSlices>(string benchmark) : global::TUnit.Core.IDynamicTestSource
                where TSlices : class
            {
                public string Benchmark => benchmark;
                public SliceTests<TSlices> Add(string slice, global::System.Linq.Expressions.Expression<global::System.Action<TSlices>> method) => this;
            }
        }
        """;
}
