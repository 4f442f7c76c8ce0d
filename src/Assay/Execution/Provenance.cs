using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Assay.Execution;

/// <summary>With what a run was made. Recorded with the run, never part of identity or snapshots.</summary>
internal static class Provenance
{
    /// <summary>The product's version, the runtime and the operating system as JSON.</summary>
    public static string ToJson() => new JsonObject
    {
        ["product"] = typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["os"] = RuntimeInformation.OSDescription,
    }.ToJsonString();
}
