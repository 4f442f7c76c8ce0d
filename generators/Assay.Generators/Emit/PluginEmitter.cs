using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the registry of a class's own engines, parses, scores, judges, hooks, tools and MCP servers: lambdas over typed calls, no reflection.</summary>
internal static class PluginEmitter
{
    public static void Emit(CodeWriter writer, BenchmarkModel model)
    {
        writer.Line("Plugins = new global::Assay.Contracts.PluginRegistry()").Indent();
        var plugins = model.Engines.Select(Engine)
            .Concat(model.Parses.Select(Parse))
            .Concat(model.Scores.Select(Score))
            .Concat(model.Judges.Select(JudgeEmitter.Emit))
            .Concat(model.Hooks.Select(HookEmitter.Emit))
            .Concat(model.Tools.Select(ToolEmitter.Emit))
            .Concat(model.McpServers.Select(Server))
            .ToList();
        for (var i = 0; i < plugins.Count; i++)
        {
            var lines = plugins[i].Split('\n');
            foreach (var line in lines.Take(lines.Length - 1))
                writer.Line(line);
            writer.Line(lines[lines.Length - 1] + (i == plugins.Count - 1 ? "," : ""));
        }

        writer.Outdent();
    }

    private static string Engine(EngineModel engine)
    {
        if (engine.IsRecording)
            return $".Add({engine.Call.Expression}.ToEngine({Literal.Quote(engine.Id)}))";
        if (engine.IsInstance)
            return $".AddDeclared({Literal.Quote(engine.Id)}, {Literal.Quote(engine.Member)}, (global::Assay.Contracts.IEngine){engine.Call.Expression})";
        var inputs = new[] { engine.ReadsPrompt ? "Prompt" : null, engine.ReadsItem ? "Item" : null }.OfType<string>().DefaultIfEmpty("None");
        var input = string.Join(" | ", inputs.Select(static name => $"global::Assay.Contracts.EngineInput.{name}"));
        var lambda = Lambda(engine.Call, engine.Form, "request", engine.IsText ? static value => $"new global::Assay.Output({value})" : engine.IsTranscript ? static value => $"{Operand(value)}.ToOutput()" : null);
        return $".Add(new global::Assay.Contracts.FunctionEngine({Literal.Quote(engine.Id)}, {Literal.Quote(engine.Version)}, {input}, isPaid: {(engine.IsPaid ? "true" : "false")},\n    {lambda}))";
    }

    private static string Server(ToolServerModel server) =>
        $".AddDeclared({Literal.Quote(server.Id)}, {Literal.Quote(server.Member)}, (global::Assay.Contracts.IToolServer){server.Access})";

    private static string Parse(ParseModel parse)
    {
        var lambda = Lambda(parse.Call, parse.Form, "context", parse.IsParsed
            ? static value => $"{Operand(value)}.ToExtraction()"
            : static value => $"global::Assay.Contracts.Extraction.Found({value})");
        return $".Add(new global::Assay.Contracts.FunctionExtractor({Literal.Quote(parse.Id)}, {Literal.Quote(parse.Version)},\n    {lambda}))";
    }

    private static string Score(ScoreModel score)
    {
        var settings = score.ReadsFailures ? " { ReadsFailures = true }" : "";
        if (score.Kind == ScoreKind.Record)
        {
            var metrics = $"[\n        {string.Join(",\n        ", score.Metrics.Select(static metric => $"new({Literal.Quote(metric.Id)}, static value => {metric.Result})"))},\n    ]";
            if (score.Judge is not null)
                return JudgeEmitter.Scores(score, metrics, settings);
            return $".Add(new global::Assay.Contracts.{(score.IsOfSlice ? "SliceMetricSet" : "MetricSet")}<{score.RecordType}>({Literal.Quote(score.Version)},\n    {Lambda(score.Call, score.Form, "context", null)},\n    {metrics}){settings})";
        }

        Func<string, string>? convert = score.Kind switch
        {
            ScoreKind.Result => null,
            ScoreKind.Truth => static value => $"new global::Assay.Contracts.MetricResult({Operand(value)} ? 1 : 0)",
            _ => static value => $"new global::Assay.Contracts.MetricResult({value})",
        };
        if (score.Judge is not null)
            return JudgeEmitter.Score(score, convert, settings);
        var lambda = Lambda(score.Call, score.Form, "context", convert);
        return $".Add(new global::Assay.Contracts.{(score.IsOfSlice ? "FunctionSliceMetric" : "FunctionMetric")}({Literal.Quote(score.Id)}, {Literal.Quote(score.Version)},\n    {lambda}){settings})";
    }

    /// <param name="call">The user's method, called.</param>
    /// <param name="form">How its value comes.</param>
    /// <param name="first">The lambda's first parameter.</param>
    /// <param name="convert">Makes the plugin's value of the user's; null where it is that already.</param>
    /// <param name="keepsFirst">Whether that parameter is named though the call does not read it.</param>
    public static string Lambda(CallModel call, ReturnForm form, string first, Func<string, string>? convert, bool keepsFirst = false)
    {
        var parameters = $"({(call.UsesContext || keepsFirst ? first : "_")}, {(call.UsesToken ? "cancellationToken" : "_")})";
        if (form == ReturnForm.Value)
            return $"static {parameters} => new({(convert is null ? call.Expression : convert(call.Expression))})";
        if (convert is null)
            return $"static {parameters} => {(form == ReturnForm.Task ? $"new({call.Expression})" : call.Expression)}";
        return $"static async {parameters} => {convert($"await {call.Expression}.ConfigureAwait(false)")}";
    }

    /// <summary>The value as an operand of a larger expression.</summary>
    public static string Operand(string value) => value.StartsWith("await ", StringComparison.Ordinal) ? $"({value})" : value;
}
