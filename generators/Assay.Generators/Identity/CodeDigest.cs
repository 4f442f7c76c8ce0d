using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Identity;

/// <summary>
/// Digests the code of a method with all that it reaches in its compilation; <c>docs/code-identity.md</c> says what
/// takes part.
/// </summary>
internal sealed class CodeDigest(CompiledCode code, CancellationToken cancellationToken)
{
    private const int Bytes = 16;

    /// <summary>The digest as 32 hex digits.</summary>
    /// <param name="method">The method.</param>
    /// <param name="read">Members of what it returns that are read besides.</param>
    public string Of(IMethodSymbol method, IReadOnlyList<ISymbol>? read = null)
    {
        var reach = new CodeReach(code, cancellationToken);
        reach.AddRoot(method, read ?? []);
        var text = new StringBuilder("code/1");
        foreach (var entry in reach.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).ThenBy(static entry => entry.Text, StringComparer.Ordinal))
            text.Append('\u001e').Append(entry.Text);
        foreach (var assembly in reach.Assemblies)
            text.Append('\u001d').Append(assembly);

        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Concat(hash.Take(Bytes).Select(static value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
