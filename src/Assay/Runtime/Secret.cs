using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Assay.Errors;

namespace Assay.Runtime;

/// <summary>
/// A value that must not be seen: it prints, is debugged and is written as JSON as <c>***</c>, and is read by
/// <see cref="Reveal"/> alone. Two secrets are equal when their values are, compared in a time that says nothing of them.
/// </summary>
[DebuggerDisplay("***")]
[DebuggerTypeProxy(typeof(SecretDebugView))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What stands for every secret: <c>***</c>.</summary>
    public const string Mask = "***";

    private readonly string? variable;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string? value;

    /// <summary>A secret that is known.</summary>
    /// <param name="value">The value; not empty.</param>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    private Secret(string? value, string? variable)
    {
        this.value = value;
        this.variable = variable;
    }

    /// <summary>A secret in an environment variable of this process, read when it is first asked for and kept from then on.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Secret FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        return new Secret(null, variable);
    }

    /// <summary>The value. Hand it to what needs it and keep it nowhere else.</summary>
    /// <exception cref="AssayException">The environment variable is not set or empty: <see cref="ErrorCode.SecretMissing"/>.</exception>
    public string Reveal() => TryReveal(out var known)
        ? known
        : throw new AssayException(ErrorCode.SecretMissing, $"The environment variable '{variable}', which holds a secret, is not set; set it.");

    /// <summary>Whether both hold the same value; secrets of variables that are not set are equal when they name the same one.</summary>
    public bool Equals(Secret? other)
    {
        if (other is null)
            return false;
        var known = TryReveal(out var mine);
        var otherKnown = other.TryReveal(out var theirs);
        if (!known || !otherKnown)
            return known == otherKnown && variable == other.variable;
        Span<byte> left = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(mine!, left);
        Hash(theirs!, right);
        return CryptographicOperations.FixedTimeEquals(left, right);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>A hash that differs from process to process and tells nothing of the value.</summary>
    public override int GetHashCode()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(TryReveal(out var known) ? known : variable!, bytes);
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary><c>***</c>, always.</summary>
    public override string ToString() => Mask;

    /// <summary>The value, if it is known or can be read.</summary>
    internal bool TryReveal([NotNullWhen(true)] out string? known)
    {
        known = value;
        if (known is null && Environment.GetEnvironmentVariable(variable!) is { Length: > 0 } read)
            known = value = read;
        return known is not null;
    }

    private static void Hash(string text, Span<byte> destination) => SHA256.HashData(Encoding.UTF8.GetBytes(text), destination);

    private sealed class SecretDebugView
    {
        [SuppressMessage("Style", "IDE0060", Justification = "The debugger passes the secret; nothing of it is shown.")]
        public SecretDebugView(Secret secret)
        {
        }

        public string Value { get; } = Mask;
    }
}
