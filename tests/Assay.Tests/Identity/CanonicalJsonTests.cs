using System.Text;
using System.Text.Json;
using Assay.Identity;

namespace Assay.Tests.Identity;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("""{ "a" : [ 1 , 2.50 , 1e3 ] }""", """{"a":[1,2.5,1000]}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("\"\\u00e9<>\"", "\"é<>\"")]
    [InlineData("1.0", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    public void Equal_values_have_one_spelling(string json, string canonical)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement)));
    }

    [Fact]
    public void Digest_separates_parts_that_would_run_together()
    {
        Assert.NotEqual(HashOf("ab", "c"), HashOf("a", "bc"));
        Assert.NotEqual(HashOf(null, ""), HashOf("", null));
        Assert.Equal(HashOf("ab", "c"), HashOf("ab", "c"));
    }

    [Fact]
    public void Hash_round_trips_through_text_and_bytes()
    {
        var hash = Digest.Of("assay");
        Assert.True(Hash128.TryParse(hash.ToString(), out var parsed));
        Assert.Equal(hash, parsed);
        Assert.Equal(hash, Hash128.FromBytes(hash.ToBytes()));
        Assert.Equal(hash.ToString()[..12], hash.Short);
        Assert.False(Hash128.TryParse("xyz", out _));
    }

    private static Hash128 HashOf(params string?[] parts)
    {
        var digest = new Digest("test/1", stackalloc byte[8]);
        foreach (var part in parts)
            digest.Add(part);
        return digest.Finish();
    }
}
