using System.Buffers.Binary;
using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay;

/// <summary>
/// A judge that says how near in meaning an output is to right answers: the cosine of the angle between their embeddings, from -1 to 1. An embedding is
/// asked of an engine of the run as an answer is, so that each text is embedded once: it is stored, recorded, counted and replayed.
/// </summary>
public sealed class EmbeddingJudge : IJudge
{
    private const string Prefix = "f32:";

    private static readonly InferenceParams Asked = new() { ResponseFormat = EngineCapabilities.Embedding, MaxTokens = 1 };

    private readonly ModelSpec model;
    private readonly Func<Item, IEnumerable<string>>? references;

    /// <summary>Makes a judge.</summary>
    /// <param name="id">The id that scores name.</param>
    /// <param name="model">The model that embeds; its extra <c>dimensions</c> shortens its vectors where it can.</param>
    /// <param name="references">The right answers of an item; the nearest counts. Null, the default, takes <see cref="JudgeRequest.Reference"/>.</param>
    public EmbeddingJudge(string id, ModelSpec model, Func<Item, IEnumerable<string>>? references = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(model);
        Id = id;
        this.model = model;
        this.references = references;
        Version = $"embedding/1:{SpecDigest.Of(model)}";
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public ValueList<ModelSpec> Models => [model];

    /// <summary>Twice: for the output and for the right answer.</summary>
    public int CallsPerVerdict => 2;

    /// <inheritdoc/>
    /// <exception cref="JudgeException"><see cref="ErrorCode.MetricFailed"/>: there is no right answer, or two embeddings are of different lengths.</exception>
    public async ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken)
    {
        string[] right = [.. references?.Invoke(request.Item) ?? (request.Reference is { } reference ? [reference] : [])];
        var result = await CompareAsync(request.Runtime.Models, request.Outputs[0].Text, right, static scores => scores.Max(), cancellationToken).ConfigureAwait(false);
        return new JudgeVerdict(result.Value) { Calls = result.JudgeCalls };
    }

    /// <summary>An embedding as an engine's output: 32-bit floats, little-endian, in base64.</summary>
    public static string Write(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        return Prefix + Convert.ToBase64String(bytes);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCode.MalformedResponse"/>: it is no embedding.</exception>
    public static float[] Read(string text)
    {
        try
        {
            var bytes = text.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[Prefix.Length..]) : throw new FormatException("It does not begin with 'f32:'.");
            var vector = new float[bytes.Length / sizeof(float)];
            for (var i = 0; i < vector.Length; i++)
                vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
            return vector;
        }
        catch (FormatException exception)
        {
            throw new EngineException(ErrorCode.MalformedResponse, $"The engine's output is no embedding: {exception.Message}", exception);
        }
    }

    /// <summary>Compares a text with others. Texts that are equal are as near as can be, and an empty one is near to none; neither needs an embedding.</summary>
    internal async ValueTask<MetricResult> CompareAsync(IModelCaller? models, string actual, IReadOnlyList<string> right, Func<double[], double> reduce, CancellationToken cancellationToken)
    {
        if (right.Count == 0)
            throw new JudgeException(ErrorCode.MetricFailed, $"The judge '{Id}' has no right answer to compare with; give it one.");
        string[] asked = [.. right.Where(text => text != actual && text.Length > 0 && actual.Length > 0).Distinct(StringComparer.Ordinal)];
        var answers = new Dictionary<string, ModelAnswer>(StringComparer.Ordinal);
        if (asked.Length > 0)
        {
            var caller = models ?? throw new EngineException(ErrorCode.OptionInvalid, $"The judge '{Id}' asks models of a run; give its request the Runtime of the metric's context.");
            string[] texts = [actual, .. asked];
            var found = await Task.WhenAll(texts.Select(text => caller.AskAsync(new ModelQuestion(model, Asked, new Prompt(new Message(MessageRole.User, text))), cancellationToken).AsTask())).ConfigureAwait(false);
            for (var i = 0; i < texts.Length; i++)
                answers.Add(texts[i], found[i]);
        }

        var own = answers.TryGetValue(actual, out var mine) ? Read(mine.Output.Text) : [];
        var scores = right.Select(text => text == actual ? 1 : answers.TryGetValue(text, out var answer) ? Cosine(own, Read(answer.Output.Text)) : 0).ToArray();
        return new MetricResult(reduce(scores)) { JudgeCalls = ValueList.From(answers.Select(answer => CallOf(answer.Key, answer.Value))) };
    }

    private JudgeCall CallOf(string text, ModelAnswer answer) =>
        new(Id, Version, text, string.Create(CultureInfo.InvariantCulture, $"a vector of {Read(answer.Output.Text).Length} numbers"))
        {
            Key = answer.Key,
            InputTokens = answer.Output.InputTokens,
            OutputTokens = answer.Output.OutputTokens,
            Duration = answer.Duration,
        };

    /// <summary>The cosine of the angle between two vectors; 0 where one has no length.</summary>
    private double Cosine(float[] left, float[] right)
    {
        if (left.Length != right.Length)
            throw new JudgeException(ErrorCode.MetricFailed, string.Create(CultureInfo.InvariantCulture, $"The judge '{Id}' was given embeddings of {left.Length} and {right.Length} numbers, which cannot be compared; name a model whose embeddings are of one length."));
        var (dot, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
            first += (double)left[i] * left[i];
            second += (double)right[i] * right[i];
        }

        return first == 0 || second == 0 ? 0 : Math.Clamp(dot / Math.Sqrt(first * second), -1, 1);
    }
}
