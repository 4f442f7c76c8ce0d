using Assay.Identity;

namespace Assay.Contracts;

/// <summary>Gives code that has no digest of its own a version: a rebuilt assembly with any change in it has another one, so that nothing stale is reused.</summary>
internal static class CodeVersion
{
    /// <summary>The version of a function: its method and the build of its assembly. What it captures and what it calls elsewhere are not seen.</summary>
    public static string Of(Delegate function)
    {
        var digest = new Digest("code/1", stackalloc byte[128]);
        digest.Add(function.Method.Module.ModuleVersionId.ToByteArray());
        digest.Add(function.Method.MetadataToken);
        return digest.Finish().Short;
    }
}
