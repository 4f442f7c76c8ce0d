using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Assay.StubProvider;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Files;

namespace Assay.AI.Tests;

/// <summary>The stub speaks the interface as OpenAI's own client understands it.</summary>
public sealed class StubTests
{
    [Fact]
    public async Task Official_client_reads_a_whole_completion()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Good day to you") }, Asked.Token);

        ChatCompletion answer = await ClientOf(stub).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("Good day")], cancellationToken: Asked.Token);

        Assert.Equal("Good day to you", answer.Content[0].Text);
        Assert.Equal((2, 4, 6), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal("tiny-1-2026-01-01", answer.Model);
    }

    [Fact]
    public async Task Official_client_reads_a_streamed_completion()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Good day to you") }, Asked.Token);
        var (text, reason, tokens) = ("", (ChatFinishReason?)null, 0);

        await foreach (var update in ClientOf(stub).GetChatClient("tiny-1").CompleteChatStreamingAsync([new UserChatMessage("Good day")], cancellationToken: Asked.Token))
        {
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            reason ??= update.FinishReason;
            tokens += update.Usage?.TotalTokenCount ?? 0;
        }

        Assert.Equal(("Good day to you", ChatFinishReason.Stop, 6), (text, reason, tokens));
    }

    [Fact]
    public async Task Official_client_reads_calls_of_tools()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => StubAnswer.Calling("c1", "clock", """{"zone":"UTC"}""") }, Asked.Token);
        var tool = ChatTool.CreateFunctionTool("clock", "Tells the time.");

        ChatCompletion answer = await ClientOf(stub).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("What time is it?")], new ChatCompletionOptions { Tools = { tool } }, Asked.Token);

        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal(("c1", "clock", """{"zone":"UTC"}"""), (call.Id, call.FunctionName, call.FunctionArguments.ToString()));
    }

    [Fact]
    public async Task Official_client_uploads_submits_and_reads_a_batch()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("Good day to you") }, Asked.Token);
        var client = ClientOf(stub);
        const string Line = """{"custom_id":"one","method":"POST","url":"/v1/chat/completions","body":{"model":"tiny-1","messages":[{"role":"user","content":"Good day"}]}}""";
        using var lines = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Line + "\n"));
#pragma warning disable OPENAI001 // The only official client of batches.
        OpenAIFile file = await client.GetOpenAIFileClient().UploadFileAsync(lines, "lines.jsonl", FileUploadPurpose.Batch, Asked.Token);
        using var asked = BinaryContent.Create(BinaryData.FromString($$$"""{"input_file_id":"{{{file.Id}}}","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"of":"a test"}}"""));

        var operation = await client.GetBatchClient().CreateBatchAsync(asked, waitUntilCompleted: false);
        for (var look = 0; look < 5 && !operation.HasCompleted; look++)
            await operation.UpdateStatusAsync();
        using var batch = JsonDocument.Parse((await operation.GetBatchAsync(null)).GetRawResponse().Content);
        BinaryData output = await client.GetOpenAIFileClient().DownloadFileAsync(batch.RootElement.GetProperty("output_file_id").GetString()!, Asked.Token);
#pragma warning restore OPENAI001

        Assert.True(operation.HasCompleted);
        Assert.Equal(("completed", "a test"), (batch.RootElement.GetProperty("status").GetString(), batch.RootElement.GetProperty("metadata").GetProperty("of").GetString()));
        using var answer = JsonDocument.Parse(output);
        Assert.Equal("one", answer.RootElement.GetProperty("custom_id").GetString());
        Assert.Equal("Good day to you", answer.RootElement.GetProperty("response").GetProperty("body").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Official_client_reads_a_structured_output()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        var format = ChatResponseFormat.CreateJsonSchemaFormat("label", BinaryData.FromString("""{"type":"object","properties":{"label":{"enum":["a","b"]}}}"""));

        ChatCompletion answer = await ClientOf(stub).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("Label it.")], new ChatCompletionOptions { ResponseFormat = format }, Asked.Token);

        using var json = JsonDocument.Parse(answer.Content[0].Text);
        Assert.Matches("^[ab]$", json.RootElement.GetProperty("label").GetString());
    }

    [Fact]
    public async Task Official_client_reads_embeddings()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);

        OpenAIEmbeddingCollection vectors = await ClientOf(stub).GetEmbeddingClient("tiny-e").GenerateEmbeddingsAsync(["red red", "red"], cancellationToken: Asked.Token);

        Assert.Equal(SeededAnswers.Embedding("red red"), vectors[0].ToFloats().ToArray());
        Assert.Equal(SeededAnswers.Embedding("red"), vectors[1].ToFloats().ToArray());
    }

    [Fact]
    public async Task Official_client_is_refused_a_wrong_key()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { ApiKey = "other" }, Asked.Token);

        var refusal = await Assert.ThrowsAsync<ClientResultException>(async () => await ClientOf(stub).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Asked.Token));

        Assert.Equal(401, refusal.Status);
    }

    [Fact]
    public async Task Same_request_gets_the_same_answer_from_every_stub()
    {
        await using var one = await StubServer.StartAsync(null, Asked.Token);
        await using var other = await StubServer.StartAsync(null, Asked.Token);

        ChatCompletion first = await ClientOf(one).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Asked.Token);
        ChatCompletion second = await ClientOf(other).GetChatClient("tiny-1").CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Asked.Token);

        Assert.Equal(first.Content[0].Text, second.Content[0].Text);
    }

    private static OpenAIClient ClientOf(StubServer stub) =>
        new(new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = stub.BaseUrl, RetryPolicy = new ClientRetryPolicy(0) });
}
