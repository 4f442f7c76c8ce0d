using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Contracts;

/// <content>The shortest way to a benchmark that runs.</content>
public sealed partial class BenchmarkDefinition
{
    private const string SimpleSlice = "all";
    private const string SimplePrompt = "prompt";
    private const string Reflection = "Writes T by reflection; build the definition by hand where code is trimmed or compiled ahead of time.";

    /// <summary>A benchmark of one prompt, one model and one built-in metric over items in memory; its one slice is called <c>all</c>.</summary>
    /// <example>
    /// <code>
    /// var hello = BenchmarkDefinition.Simple(
    ///     "capitals",
    ///     prompt: "What is the capital of {item.Country}? Answer with its name alone.",
    ///     model: "openai/gpt-4o-mini",
    ///     items: [new { Country = "France", Answer = "Paris" }, new { Country = "Italy", Answer = "Rome" }]);
    /// </code>
    /// </example>
    /// <typeparam name="T">The items' type; its members are the fields that the prompt names.</typeparam>
    /// <param name="id">The benchmark's id.</param>
    /// <param name="prompt">The template of the user's message.</param>
    /// <param name="model">The registered engine's id and the model's name: <c>openai/gpt-4o-mini</c>.</param>
    /// <param name="items">The items; read anew for each use.</param>
    /// <param name="metric">The metric's id; exact match by default.</param>
    /// <param name="expected">The item's field with the right answer.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: the model names no engine.</exception>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static BenchmarkDefinition Simple<T>(string id, string prompt, string model, IEnumerable<T> items, string metric = "exact_match", string expected = "Answer")
    {
        if (model.Split('/', 2) is not [{ Length: > 0 } provider, { Length: > 0 } name])
            throw new AssayException(ErrorCode.OptionInvalid, $"'{model}' names no engine and model; write it as engine/model, such as openai/gpt-4o-mini.");
        var config = new JsonValue(JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["expected"] = expected }));
        return Simple(id, prompt, new ModelSpec(name, provider), items, new MetricSpec(metric) { Config = config }, PluginRegistry.WithBuiltIns());
    }

    /// <summary>
    /// A benchmark of one prompt over items in memory, answered and scored by functions; its one slice is called <c>all</c>. An edit of
    /// the functions' assembly makes outputs and scores anew; what the functions capture, and what they call in other assemblies, is not seen.
    /// </summary>
    /// <example>
    /// <code>
    /// var hello = BenchmarkDefinition.Simple(
    ///     "greetings",
    ///     prompt: "Greet {item.Name}.",
    ///     engine: static prompt => prompt.Replace("Greet", "Hello,"),
    ///     items: [new { Name = "Ada" }, new { Name = "Alan" }],
    ///     score: static (item, output) => output.Contains(item.Name) ? 1 : 0);
    /// </code>
    /// </example>
    /// <typeparam name="T">The items' type; its members are the fields that the prompt names.</typeparam>
    /// <param name="id">The benchmark's id.</param>
    /// <param name="prompt">The template of the user's message.</param>
    /// <param name="engine">Answers a rendered prompt; called concurrently, and costs nothing.</param>
    /// <param name="items">The items; read anew for each use.</param>
    /// <param name="score">Scores an output's text; called concurrently. Larger is better.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static BenchmarkDefinition Simple<T>(string id, string prompt, Func<string, string> engine, IEnumerable<T> items, Func<T, string, double> score)
    {
        var plugins = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("function", CodeVersion.Of(engine), EngineInput.Prompt, false, (request, _) => ValueTask.FromResult<Output>(engine(request.Prompt.Text))))
            .Add(new FunctionMetric("score", CodeVersion.Of(score), (context, _) => ValueTask.FromResult(new MetricResult(score((T)context.Item.Value, context.Output.Text)))));
        return Simple(id, prompt, new ModelSpec("function", "function"), items, new MetricSpec("score"), plugins);
    }

    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    private static BenchmarkDefinition Simple<T>(string id, string prompt, ModelSpec model, IEnumerable<T> items, MetricSpec metric, PluginRegistry plugins) => new()
    {
        Spec = new BenchmarkSpec(id)
        {
            Models = [model],
            Prompts = [new PromptSpec(SimplePrompt, [new MessageSpec(MessageRole.User, prompt)])],
            Slices = [new SliceSpec(SimpleSlice, new DatasetSpec(DatasetKind.Memory))],
            Scores = [new ScoreSpec(metric.Id, [metric])],
        },
        Plugins = plugins,
        Datasets = new Dictionary<string, IDatasetSource> { [SimpleSlice] = Dataset.From(items).Bind(null) },
        Name = id,
    };
}
