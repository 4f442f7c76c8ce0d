using System.Text;
using System.Text.Json;
using Assay.Runtime;

namespace Assay.Tests.Runtime;

public sealed class SecretRedactorTests
{
    private const string Key = "s/k+ \"é\"&";

    public static TheoryData<string, string> Spellings => new()
    {
        { "as it is", Key },
        { "percent-encoded", Uri.EscapeDataString(Key) },
        { "within JSON", JsonSerializer.Serialize(Key) },
        { "Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)) },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Redactor_takes_out_every_spelling_of_a_secret(string how, string spelling)
    {
        var redacted = new SecretRedactor([new Secret(Key)]).Redact($"{how}: a {spelling} b {spelling}");

        Assert.DoesNotContain(spelling.Trim('"'), redacted, StringComparison.Ordinal);
        Assert.Equal($"{how}: a *** b ***", redacted.Replace("\"***\"", "***", StringComparison.Ordinal));
    }

    [Fact]
    public void Redactor_takes_out_the_longer_of_two_secrets_that_overlap() =>
        Assert.Equal("*** and ***", new SecretRedactor([new Secret("abc"), new Secret("abcdef")]).Redact("abcdef and abc"));

    [Fact]
    public void Redactor_takes_out_short_secrets_too() => Assert.Equal("pin ***", new SecretRedactor([new Secret("07")]).Redact("pin 07"));

    [Fact]
    public void Redactor_passes_over_a_secret_that_nobody_could_have_read() =>
        Assert.Equal("text", new SecretRedactor([Secret.FromEnvironment($"ASSAY_TEST_{Guid.NewGuid():N}")]).Redact("text"));

    [Fact]
    public void Redactor_leaves_other_texts_as_they_are()
    {
        Assert.Equal("text", new SecretRedactor([]).Redact("text"));
        Assert.Null(new SecretRedactor([new Secret("a")]).Redact(null));
    }
}
