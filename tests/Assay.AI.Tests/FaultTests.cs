using System.Net;
using System.Net.Sockets;
using Assay.Errors;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Each way in which a provider fails has its stable code, streamed or not.</summary>
public sealed class FaultTests
{
    public static TheoryData<string, StubFault> Faults => new()
    {
        { "rate_limit", StubFault.RateLimited() },
        { "unavailable", StubFault.Of(500, "server_error") },
        { "unavailable", StubFault.Of(502) },
        { "unavailable", StubFault.Of(503) },
        { "unavailable", StubFault.Of(529, "overloaded_error") },
        { "timeout", StubFault.Of(504) },
        { "timeout", StubFault.Of(408) },
        { "auth", StubFault.Of(401, "invalid_api_key") },
        { "auth", StubFault.Of(403) },
        { "auth", StubFault.Of(429, "insufficient_quota") },
        { "bad_request", StubFault.Of(400, "invalid_value") },
        { "bad_request", StubFault.Of(404, "model_not_found") },
        { "bad_request", StubFault.Of(422) },
        { "context_length", StubFault.Of(400, "context_length_exceeded") },
        { "context_length", StubFault.Of(400, null, "This model's maximum context length is 8192 tokens.") },
        { "content_filter", StubFault.Of(400, "content_filter") },
        { "content_filter", StubFault.Of(400, "content_policy_violation") },
        { "malformed_response", new StubFault(StubFaultKind.MalformedJson) },
        { "malformed_response", new StubFault(StubFaultKind.WrongContentType) },
        { "malformed_response", new StubFault(StubFaultKind.Truncated) },
        { "malformed_response", new StubFault(StubFaultKind.NoChoices) },
        { "unavailable", new StubFault(StubFaultKind.Reset) },
        { "unavailable", new StubFault(StubFaultKind.ResetMidway) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_has_its_code_when_the_answer_is_streamed(string code, StubFault fault) => Assert.Equal(code, (await FailAsync(fault, streams: true)).Code.Value);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_has_its_code_when_the_answer_comes_whole(string code, StubFault fault) => Assert.Equal(code, (await FailAsync(fault, streams: false)).Code.Value);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_longer_than_an_attempt_may_take_is_a_timeout(bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static _ => new StubFault(StubFaultKind.Silence) }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub, streams) with { TimeoutSeconds = 0.2 });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));

        Assert.Equal(ErrorCode.Timeout, failure.Code);
        Assert.Contains("within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_that_drips_is_read_to_its_end()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static _ => new StubFault(StubFaultKind.SlowDrip), Answer = static _ => new StubAnswer("one two three") }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));

        Assert.Equal("one two three", (await engine.AskAsync("Count.")).Text);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = listener.LocalEndpoint.ToString();
        var address = $"http://{endpoint}/v1";
        listener.Stop();
        using var engine = Asked.Engine(new ProviderSpec("openai_compatible") { BaseUrl = address });

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));

        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        Assert.EndsWith($"({endpoint})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_that_does_not_stream_though_it_is_asked_to_is_told_by_the_setting_that_mends_it()
    {
        var failure = await FailAsync(new StubFault(StubFaultKind.NotStreamed), streams: true);

        Assert.Equal("error malformed_response: Nothing of an answer came from provider 'stub'. Where it does not stream its answers, set stream = false at [provider.stub] of the project's file.", failure.Message);
    }

    [Fact]
    public async Task Filter_that_stops_an_answer_is_a_failure_of_its_own()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("I was say") { FinishReason = "content_filter" } }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));

        var failure = await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Say it."));

        Assert.Equal(ErrorCode.ContentFilter, failure.Code);
    }

    [Fact]
    public async Task Failure_tells_the_status_and_the_provider_s_own_words()
    {
        var failure = await FailAsync(StubFault.Of(400, "invalid_value", "temperature must be at most 2."), streams: true);

        Assert.Equal("error bad_request: Provider 'stub' answered 400 (invalid_value): temperature must be at most 2.", failure.Message);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("-3", 0)]
    public async Task Retry_after_in_seconds_is_honoured(string header, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await FailAsync(StubFault.RateLimited() with { RetryAfter = header }, streams: true)).RetryAfter);

    [Fact]
    public async Task Retry_after_as_a_date_is_honoured()
    {
        var wait = (await FailAsync(StubFault.RateLimitedUntil(TimeProvider.System.GetUtcNow().AddHours(1)), streams: true)).RetryAfter!.Value;

        Assert.InRange(wait, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Retry_after_of_a_date_that_has_passed_waits_for_nothing() =>
        Assert.Equal(TimeSpan.Zero, (await FailAsync(StubFault.RateLimitedUntil(TimeProvider.System.GetUtcNow().AddHours(-1)), streams: true)).RetryAfter);

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    public async Task Retry_after_that_says_nothing_is_none(string? header) =>
        Assert.Null((await FailAsync(StubFault.RateLimited() with { RetryAfter = header }, streams: true)).RetryAfter);

    [Fact]
    public async Task One_request_is_one_attempt_because_the_client_does_not_retry_by_itself()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static _ => StubFault.Of(503) }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub));

        await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Key_that_is_not_set_is_said_by_the_name_of_its_variable()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { ApiKey = "env:ASSAY_TEST_KEY_THAT_IS_NOT_SET" });

        var failure = await Assert.ThrowsAnyAsync<AssayException>(async () => await engine.AskAsync("Hello?"));

        Assert.Equal(ErrorCode.SecretMissing, failure.Code);
        Assert.Contains("ASSAY_TEST_KEY_THAT_IS_NOT_SET", failure.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Requests);
    }

    private static async Task<EngineException> FailAsync(StubFault fault, bool streams)
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = _ => fault, Answer = static _ => new StubAnswer("a whole answer of several words") }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub, streams));
        return await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));
    }
}
