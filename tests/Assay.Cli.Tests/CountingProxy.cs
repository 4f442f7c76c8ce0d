using System.Reflection;

namespace Assay.Cli.Tests;

/// <summary>Stands before a part of a store and counts what it is asked, method by method.</summary>
public class CountingProxy : DispatchProxy
{
    private object inner = null!;
    private Dictionary<string, int> counts = null!;

    /// <summary>Puts one before a part.</summary>
    public static T Before<T>(T part, Dictionary<string, int> counts)
        where T : class
    {
        var proxy = Create<T, CountingProxy>();
        var own = (CountingProxy)(object)proxy;
        (own.inner, own.counts) = (part, counts);
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        counts[targetMethod!.Name] = counts.GetValueOrDefault(targetMethod.Name) + 1;
        return targetMethod.Invoke(inner, args);
    }
}
