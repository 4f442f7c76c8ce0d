using System.Reflection;
using System.Runtime.CompilerServices;

namespace Assay.Architecture.Tests;

/// <summary>Rules that hold for every type of the library.</summary>
public sealed class CodeRulesTests
{
    // What reads the clock or a random number of the process.
    private static readonly string[] Ambient =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Diagnostics.Stopwatch.StartNew", "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Threading.Thread.Sleep", "System.Random..ctor", "System.Random.get_Shared",
    ];

    [Fact]
    public void Classes_are_sealed_unless_the_product_itself_derives_from_them()
    {
        var derivedFrom = new HashSet<string>();
        var open = new List<string>();
        foreach (var project in ProductProject.All)
        {
            using var assembly = project.ReadAssembly();
            derivedFrom.UnionWith(assembly.BaseTypes);
            open.AddRange(assembly.OpenClasses);
        }

        Assert.Contains(typeof(Errors.AssayException).FullName, open);
        // The compiler's class around top-level statements.
        Assert.Empty(open.Except(derivedFrom).Except([".Program"]));
    }

    // netstandard2.0 knows no TimeProvider, and what a build loads ships no dependency.
    [Fact]
    public void Time_and_randomness_come_from_the_caller() => Assert.All(
        ProductProject.All.Where(static project => project.Name != "Assay.MSBuild"),
        static project =>
        {
            using var assembly = project.ReadAssembly();
            Assert.NotEmpty(assembly.UsedMembers);
            Assert.Empty(assembly.UsedMembers.Intersect(Ambient));
        });

    [Fact]
    public void The_compiler_bans_the_same_members()
    {
        var banned = File.ReadAllLines(Checkout.PathOf("src", "BannedSymbols.txt"));

        Assert.All(Ambient, member => Assert.Contains(banned, line => line[2..].StartsWith(Symbol(member), StringComparison.Ordinal)));
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

    // The analyzer speaks of properties where metadata speaks of their getters, and spells a constructor differently.
    private static string Symbol(string member) => member
        .Replace(".get_", ".", StringComparison.Ordinal)
        .Replace("..ctor", ".#ctor", StringComparison.Ordinal);

    // The JSON source generator's context caches its metadata in fields of its own.
    private static bool IsGenerated(FieldInfo field) => typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(field.DeclaringType);
}
