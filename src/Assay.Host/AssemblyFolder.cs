using System.Reflection;
using System.Runtime.Loader;

namespace Assay.Host;

/// <summary>Lets the process load what the test assembly was built with, native libraries included.</summary>
internal static class AssemblyFolder
{
    public static void Use(string assemblyPath)
    {
        var resolver = new AssemblyDependencyResolver(assemblyPath);
        var folder = Path.GetDirectoryName(assemblyPath)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = resolver.ResolveAssemblyToPath(name) ?? Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : IntPtr.Zero;
    }

    public static Assembly Load(string assemblyPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(assemblyPath);
}
