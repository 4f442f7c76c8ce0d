using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Assay.Runtime;

/// <summary>
/// A value that must not be seen: it never prints, never serialises and never reaches a store. Whoever needs it says so by
/// calling <see cref="Reveal"/>.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Lazy<string> value;

    /// <summary>Holds a value.</summary>
    /// <param name="value">The value; not empty.</param>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = new Lazy<string>(value);
    }

    private Secret(Func<string> read) => value = new Lazy<string>(read);

    /// <summary>A value that stands in an environment variable and is read on first use.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>A secret whose <see cref="Reveal"/> throws <see cref="Errors.AssayException"/> (<see cref="Errors.ErrorCode.SecretMissing"/>) when the variable is not set.</returns>
    public static Secret FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        return new Secret(() => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found
            ? found
            : throw new Errors.AssayException(Errors.ErrorCode.SecretMissing, $"The environment variable '{variable}' is not set; set it, or give the secret in another way."));
    }

    /// <summary>The value itself. Keep it out of messages, logs and results.</summary>
    public string Reveal() => value.Value;

    /// <summary>Whether both hold one value; takes the same time wherever they differ.</summary>
    public bool Equals(Secret? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Reveal()), Encoding.UTF8.GetBytes(other.Reveal()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for every secret, so that it tells nothing.</summary>
    public override int GetHashCode() => 0;

    /// <summary><c>***</c>.</summary>
    public override string ToString() => "***";
}
