using Assay.Contracts;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Execution.Batches;

/// <summary>Says which questions of a run go by a provider's batches and which are asked directly, without asking either.</summary>
/// <param name="engine">The engine whose batches they are.</param>
/// <param name="endpoint">Its batches.</param>
internal sealed class BatchRoute(IEngine engine, IBatchEndpoint endpoint)
{
    private static readonly Item NoItem = new("", "", "{}"u8.ToArray());

    /// <summary>The way of a run; null where all of it is asked directly.</summary>
    /// <param name="backend">Who does the work.</param>
    /// <param name="run">The run.</param>
    public static BatchRoute? Of(ExecutionBackendSpec backend, PreparedRun run)
    {
        if (backend is not BatchBackendSpec { Provider: var provider } || new HookPipeline(run.Source.Plugins.Hooks).AroundInference)
            return null;
        var engine = run.Tasks.SelectMany(static task => task.Slice.Models).FirstOrDefault(model => model.Engine.Id == provider)?.Engine;
        return engine?.Batches is { } endpoint ? new BatchRoute(engine, endpoint) : null;
    }

    /// <summary>Whether a batch makes what a question asks for.</summary>
    public bool Takes(PlannedSlice slice, PlannedModel model, Prompt prompt) =>
        ReferenceEquals(model.Engine, engine)
        && endpoint.Takes(new EngineRequest(model.Spec, slice.Experiment.Params[0], prompt, NoItem, 0, 0) { Tools = slice.Tools, McpServers = slice.McpServers });
}
