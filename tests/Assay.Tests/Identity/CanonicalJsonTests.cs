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

    [Theory]
    [InlineData("""{"b":{"z":[{"y":1,"x":[]},"t"],"a":{}},"a":null,"c":[true,false,[[]]]}""")]
    [InlineData("""{"\u0062":1,"a\"":2,"é":3,"b":4,"😀":5,"\uffee":6,"":7}""")]
    [InlineData("""{"a":1,"b":2,"a":3,"\u0061":4}""")]
    [InlineData("""  [ 1.0, -0.0, 1e400, 123456789012345678901234567890, 0.1, 1E-7, -5, 9007199254740993.0, 18446744073709551615 ]  """)]
    [InlineData("""{"t":"line\nbreak \u00e9 é <>&' \ud83d\ude00 \/ \\ \" \u0001"}""")]
    [InlineData("""[0, -0, -1, 999999999999999999, -999999999999999999, 9223372036854775807, 9223372036854775808, 100, "\u007f", "", "plain ~ text"]""")]
    [InlineData("{\"del\u007f\":\"\u007f\",\"a'b\":\"<&>\",\"e\":{},\"l\":[ ]}")]
    [InlineData("\"\"")]
    [InlineData("-1.50e1")]
    public void Text_is_copied_as_the_element_is_written(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var copier = new CanonicalCopier();
        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement)), Encoding.UTF8.GetString(copier.Copy(Encoding.UTF8.GetBytes(json))));
    }

    [Fact]
    public void Objects_of_many_members_are_copied_as_they_are_written()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 200).Select(static i => $$""" "k{{i * 7919 % 150}}": {"v":{{i}},"é":{ "b":1, "a":{{i}} } } """)) + "}";
        using var document = JsonDocument.Parse(json);
        using var copier = new CanonicalCopier();
        for (var again = 0; again < 2; again++)
            Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement)), Encoding.UTF8.GetString(copier.Copy(Encoding.UTF8.GetBytes(json))));
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
