using Assay.Compilation;
using Assay.Contracts;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Sessions;

/// <summary>More samples of some items of a slice, by one model asked in one way: the same benchmark cut down to them, so that it shares every generation that there is.</summary>
internal sealed class Resampling
{
    private readonly ResampleRequest request;
    private readonly int samples;

    /// <summary>Cuts a benchmark down.</summary>
    public Resampling(BenchmarkDefinition definition, ResampleRequest request)
    {
        this.request = request;
        var spec = definition.Spec;
        var slice = spec.Slices.First(slice => slice.Id == request.Slice);
        samples = slice.Samples ?? spec.Samples;
        var scores = spec.Scores.Where(static score => score.Scope != ScoreScope.Slice).ToList();
        Definition = With(definition, spec with
        {
            Models = ValueList.From(spec.Models.Where(model => model.Id == request.Variant.Model)),
            Inference = new InferenceGrid { Params = ParamsOf(spec) },
            Slices = [slice with
            {
                Samples = samples + request.Samples,
                Prompts = request.Variant.Prompt.Length > 0 ? [request.Variant.Prompt] : slice.Prompts,
                Families = request.Variant.Prompt.Length > 0 ? [] : slice.Families,
                Scores = ValueList.From(slice.Scores.Where(id => scores.Exists(score => score.Id == id))),
                Query = new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = request.ItemIds, Where = slice.Query.Where, Fields = slice.Query.Fields },
            }],
            Scores = ValueList.From(scores),
            Gates = [],
            Limits = [],
        });
    }

    /// <summary>What is run.</summary>
    public BenchmarkDefinition Definition { get; }

    /// <summary>The samples that the slice did not have, in its own terms; items of which none could be taken are left out.</summary>
    public IEnumerable<ItemScore> ScoresOf(SliceResult result) => result.Scores
        .Select(row => row with
        {
            Prompt = request.Variant.Prompt,
            Params = request.Variant.Params,
            Samples = ValueList.From(row.Samples.Skip(samples).Where(static sample => sample.Value is not null)),
        })
        .Where(static row => row.Samples.Count > 0);

    private static BenchmarkDefinition With(BenchmarkDefinition definition, BenchmarkSpec spec) => new()
    {
        Spec = spec,
        Plugins = definition.Plugins,
        Datasets = definition.Datasets,
        Examples = definition.Examples,
        Renderers = definition.Renderers,
        Name = definition.Name,
        SourcePath = definition.SourcePath,
        SourceLine = definition.SourceLine,
        SliceLines = definition.SliceLines,
    };

    private ValueList<InferenceParams> ParamsOf(BenchmarkSpec spec)
    {
        var sets = InferenceGridExpander.Expand(spec.Inference);
        return request.Variant.Params.Length == 0 ? sets : ValueList.From(sets.Where(set => SpecJson.Write(set) == request.Variant.Params));
    }
}
