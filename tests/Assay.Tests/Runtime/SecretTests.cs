using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assay.Errors;
using Assay.Runtime;

namespace Assay.Tests.Runtime;

public sealed class SecretTests
{
    private const string Canary = "canary-7f3a/+ \"quoted\"";

    private sealed record Settings(string Name, Secret Key);

    [Fact]
    public void Secret_is_masked_wherever_it_is_turned_into_text()
    {
        var secret = new Secret(Canary);

        string[] texts =
        [
            secret.ToString(),
            $"key {secret}",
            string.Format(CultureInfo.InvariantCulture, "{0}", secret),
            string.Concat("key ", secret),
            new Settings("a", secret).ToString(),
            new { Key = secret }.ToString()!,
            JsonSerializer.Serialize(secret),
            JsonSerializer.Serialize(new Settings("a", secret)),
            JsonSerializer.Serialize<object>(secret),
            JsonSerializer.Serialize(new Dictionary<string, Secret> { ["k"] = secret }),
            JsonSerializer.Serialize(new Dictionary<Secret, int> { [secret] = 1 }),
        ];

        Assert.All(texts, static text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
        Assert.All(texts, static text => Assert.Contains("***", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Secret_shows_nothing_to_a_debugger()
    {
        var type = typeof(Secret);
        var display = Assert.Single(type.GetCustomAttributesData(), static data => data.AttributeType == typeof(DebuggerDisplayAttribute));
        var proxy = Assert.Single(type.GetCustomAttributesData(), static data => data.AttributeType == typeof(DebuggerTypeProxyAttribute));

        var view = Activator.CreateInstance((Type)proxy.ConstructorArguments[0].Value!, new Secret(Canary))!;

        Assert.Equal("***", display.ConstructorArguments[0].Value);
        Assert.All(view.GetType().GetProperties(), property => Assert.Equal("***", property.GetValue(view)));
        Assert.Empty(view.GetType().GetFields());
    }

    [Fact]
    public void Secret_is_never_read_from_a_document()
    {
        var error = Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize<Settings>($$"""{"Name":"a","Key":"{{"canary"}}"}"""));

        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_gives_its_value_to_who_asks_for_it() => Assert.Equal(Canary, new Secret(Canary).Reveal());

    [Fact]
    public void Secrets_of_one_value_are_equal_and_others_are_not()
    {
        Assert.Equal(new Secret("a"), new Secret("a"));
        Assert.Equal(new Secret("a").GetHashCode(), new Secret("a").GetHashCode());
        Assert.NotEqual(new Secret("a"), new Secret("b"));
        Assert.NotEqual(new Secret("a"), new Secret("aa"));
        Assert.False(new Secret("a").Equals((object?)"a"));
        Assert.Equal(new Settings("s", new Secret("a")), new Settings("s", new Secret("a")));
    }

    [Fact]
    public void Secret_of_the_environment_is_read_when_it_is_asked_for_and_kept()
    {
        var variable = Variable();
        var secret = Secret.FromEnvironment(variable);
        Environment.SetEnvironmentVariable(variable, "first");

        var read = secret.Reveal();
        Environment.SetEnvironmentVariable(variable, null);

        Assert.Equal(("first", "first"), (read, secret.Reveal()));
        Assert.Equal(new Secret("first"), secret);
    }

    [Fact]
    public void Secret_of_a_variable_that_is_not_set_fails_by_the_variables_name_until_it_is_set()
    {
        var variable = Variable();
        var secret = Secret.FromEnvironment(variable);

        var error = Assert.Throws<AssayException>(secret.Reveal);
        var equal = secret.Equals(Secret.FromEnvironment(variable));
        Environment.SetEnvironmentVariable(variable, "late");

        Assert.Equal(ErrorCode.SecretMissing, error.Code);
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
        Assert.True(equal);
        Assert.Equal("late", secret.Reveal());
        Environment.SetEnvironmentVariable(variable, null);
    }

    [Fact]
    public void Secret_cannot_be_empty()
    {
        Assert.Throws<ArgumentException>(static () => new Secret(""));
        Assert.Throws<ArgumentException>(static () => Secret.FromEnvironment(""));
    }

    private static string Variable() => $"ASSAY_TEST_{Guid.NewGuid():N}";
}
