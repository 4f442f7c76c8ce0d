using System.ClientModel.Primitives;

namespace Assay.AI;

/// <summary>Sends headers along, and no key where there is none.</summary>
internal sealed class HeaderPolicy(IReadOnlyDictionary<string, string> headers, bool removesKey) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Add(PipelineMessage message)
    {
        if (removesKey)
            message.Request.Headers.Remove("Authorization");
        foreach (var (name, value) in headers)
            message.Request.Headers.Set(name, value);
    }
}
