using System.Reflection;
using System.Runtime.CompilerServices;

namespace Assay.Architecture.Tests;

/// <summary>Rules that hold for every type of the library.</summary>
public sealed class CodeRulesTests
{
    /// <summary>Open on purpose: others derive from them.</summary>
    private static readonly Type[] Open = [typeof(Errors.AssayException)];

    [Fact]
    public void Classes_are_sealed_unless_they_are_made_to_be_derived_from()
    {
        var open = typeof(Orchestrator).Assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .Where(static type => !type.Name.Contains('<', StringComparison.Ordinal))
            .Except(Open);

        Assert.Empty(open);
    }

    [Fact]
    public void No_static_field_holds_state_that_changes()
    {
        var fields = typeof(Orchestrator).Assembly.GetTypes()
            .Where(static type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => field is { IsInitOnly: false, IsLiteral: false } && !field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .Where(static field => !field.DeclaringType!.Namespace!.StartsWith("System", StringComparison.Ordinal) && !IsGenerated(field))
            .Select(static field => $"{field.DeclaringType}.{field.Name}");

        Assert.Empty(fields);
    }

    [Fact]
    public void Files_stay_small()
    {
        var large = ((string[])["src", "generators"])
            .SelectMany(static folder => Checkout.Sources(Checkout.PathOf(folder)))
            .Select(static file => (File: Path.GetRelativePath(Checkout.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(static file => file.Lines > 350);

        Assert.Empty(large);
    }

    // The JSON source generator's context caches its metadata in fields of its own.
    private static bool IsGenerated(FieldInfo field) => typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(field.DeclaringType);
}
