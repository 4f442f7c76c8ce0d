using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Judges;
using Assay.Specs;
using Assay.Specs.Validation;
using JsonValue = Assay.Specs.JsonValue;

namespace Assay;

/// <summary>
/// A judge that asks a model for a verdict in JSON, and reads it tolerantly. Its calls are made through the run: retried, bounded by the
/// provider's limits and the budget, stored, recorded and answered from there as generations are. An answer that cannot be read is asked
/// for again, and each of them is kept for itself.
/// </summary>
public sealed class ModelJudge : IJudge
{
    private readonly JudgeSpec spec;
    private readonly ModelSpec model;
    private readonly Verdicts verdicts;
    private readonly JudgeTemplate system;
    private readonly JudgeTemplate? own;
    private readonly InferenceParams parameters;

    /// <summary>Makes a judge.</summary>
    /// <param name="id">The id that scores name.</param>
    /// <param name="spec">Model, prompt, params and scale.</param>
    /// <exception cref="SpecValidationException">The spec breaks a rule, or is that of a panel.</exception>
    /// <exception cref="AssayException">The prompt cannot be read: <see cref="ErrorCode.PromptMalformed"/>.</exception>
    public ModelJudge(string id, JudgeSpec spec)
    {
        var rules = new RuleBook();
        JudgeRules.CheckModel(rules, "", spec);
        if (rules.Problems.Count > 0)
            throw new SpecValidationException(rules.Problems);
        Id = id;
        this.spec = spec;
        model = new ModelSpec(spec.Model!, spec.Provider!) { Extras = spec.Extras };
        verdicts = spec.Form == JudgeForm.Compare ? Verdicts.OfTwo : new Verdicts(spec.Scale);
        system = JudgeTemplate.Parse(id, spec.System ?? JudgePrompts.System);
        own = spec.Prompt is { } prompt ? JudgeTemplate.Parse(id, prompt) : null;
        parameters = spec.Params.ResponseFormat is not null ? spec.Params : spec.Params with
        {
            ResponseFormat = "json_schema",
            Extras = new ValueMap<JsonValue>(spec.Params.Extras
                .Where(static extra => extra.Key is not ("json_schema" or "json_schema_name"))
                .Append(KeyValuePair.Create("json_schema", verdicts.Schema()))
                .Append(KeyValuePair.Create("json_schema_name", JsonValue.Parse("\"verdict\"")))),
        };
        Version = VersionOf(spec);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>The digest of the spec, and of the form in which this library asks.</summary>
    public string Version { get; }

    /// <inheritdoc/>
    public ValueList<ModelSpec> Models => [model];

    /// <summary>Once, and twice to compare.</summary>
    public int CallsPerVerdict => spec.Form == JudgeForm.Compare ? 2 : 1;

    /// <inheritdoc/>
    /// <exception cref="JudgeException">No verdict could be read (<see cref="ErrorCode.VerdictUnreadable"/>), or a call failed, whose code it then has.</exception>
    public async ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken)
    {
        var models = request.Runtime.Models ?? throw new EngineException(ErrorCode.OptionInvalid, $"The judge '{Id}' asks models of a run; give its request the Runtime of the metric's context.");
        var wanted = spec.Form == JudgeForm.Compare ? 2 : 1;
        if (request.Outputs.Count != wanted)
            throw new EngineException(ErrorCode.OptionInvalid, $"The judge '{Id}' {(wanted == 1 ? "grades one output" : "compares two outputs")}, and was given {request.Outputs.Count.ToString(CultureInfo.InvariantCulture)}.");
        var calls = new List<JudgeCall>();
        if (wanted == 1)
        {
            var (score, label, explanation) = await AskAsync(models, request, calls, cancellationToken).ConfigureAwait(false);
            return new JudgeVerdict(score) { Label = label, Explanation = explanation, Calls = ValueList.From(calls) };
        }

        var first = await AskAsync(models, request, calls, cancellationToken).ConfigureAwait(false);
        var swapped = await AskAsync(models, request with { Outputs = [request.Outputs[1], request.Outputs[0]] }, calls, cancellationToken).ConfigureAwait(false);
        var agree = first.Score == 1 - swapped.Score;
        return new JudgeVerdict(agree ? first.Score : 0.5)
        {
            Label = agree ? first.Label : "tie",
            Explanation = agree ? first.Explanation : $"The judge changed its mind with the order of the outputs: {first.Label}, then {swapped.Label} with them swapped.",
            Calls = ValueList.From(calls),
        };
    }

    private static string VersionOf(JudgeSpec spec)
    {
        using var document = JsonDocument.Parse(SpecJson.Write(spec));
        return $"judge/1:{CanonicalJson.Hash(document.RootElement).Short}";
    }

    /// <summary>Asks until a verdict can be read. Answers that are known and cannot be read do not count: they were paid for before.</summary>
    private async ValueTask<(double Score, string? Label, string? Explanation)> AskAsync(IModelCaller models, JudgeRequest request, List<JudgeCall> calls, CancellationToken cancellationToken)
    {
        var prompt = PromptOf(request);
        var fresh = 0;
        for (var attempt = 0; ; attempt++)
        {
            var answer = await AskOnceAsync(models, new ModelQuestion(model, parameters, prompt) { Attempt = attempt, Seed = request.Seed }, calls, cancellationToken).ConfigureAwait(false);
            var found = verdicts.Read(answer.Output.Text, out var problem);
            calls.Add(new JudgeCall(Id, Version, prompt.Text, answer.Output.Text)
            {
                Key = answer.Key,
                Seed = answer.Seed,
                Score = found?.Score,
                Failure = found is null ? $"{ErrorCode.VerdictUnreadable}: {problem}" : null,
                InputTokens = answer.Output.InputTokens,
                OutputTokens = answer.Output.OutputTokens,
                Duration = answer.Duration,
            });
            if (found is { } verdict)
                return verdict;
            fresh += answer.IsFresh ? 1 : 0;
            if (fresh >= spec.Attempts)
                throw new JudgeException(ErrorCode.VerdictUnreadable, $"The judge '{Id}' gave no verdict that can be read: its answer {problem}. Mend its prompt, or take a model that keeps to the form.") { Calls = ValueList.From(calls) };
        }
    }

    private async ValueTask<ModelAnswer> AskOnceAsync(IModelCaller models, ModelQuestion question, List<JudgeCall> calls, CancellationToken cancellationToken)
    {
        try
        {
            return await models.AskAsync(question, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            calls.Add(new JudgeCall(Id, Version, question.Prompt.Text, "") { Failure = $"{exception.Code}: {exception.Problems[0].Message}" });
            throw new JudgeException(exception.Code, $"The judge '{Id}' could not be asked: {exception.Problems[0].Message}", exception) { Calls = ValueList.From(calls) };
        }
    }

    private Prompt PromptOf(JudgeRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["item"] = ItemText(request.Item),
            ["criteria"] = request.Criteria ?? spec.Criteria ?? JudgePrompts.Criteria,
            ["reference"] = request.Reference ?? "",
            ["scale"] = verdicts.Words,
            ["output"] = request.Outputs[0].Text,
            ["output_a"] = request.Outputs[0].Text,
            ["output_b"] = request.Outputs.Count > 1 ? request.Outputs[1].Text : "",
        };
        var ask = own ?? JudgeTemplate.Parse(Id, JudgePrompts.Of(spec.Form, request.Reference is not null));
        return new Prompt(new Message(MessageRole.System, system.Fill(request.Item, values)), new Message(MessageRole.User, ask.Fill(request.Item, values)));
    }

    private string ItemText(Item item)
    {
        if (spec.Shows.Count == 0 || item.Element.ValueKind != JsonValueKind.Object)
            return Encoding.UTF8.GetString(item.Json.Span);
        var shown = new JsonObject();
        foreach (var member in item.Element.EnumerateObject().Where(member => spec.Shows.Contains(member.Name, StringComparer.OrdinalIgnoreCase)))
            shown[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return shown.ToJsonString(Relaxed);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
