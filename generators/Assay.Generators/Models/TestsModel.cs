using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>What a class's generated tests are made of; edits of anything else leave them alone.</summary>
/// <param name="Type">The benchmark class.</param>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slices">The slices' ids with the names of their members.</param>
internal sealed record TestsModel(TypeModel Type, string Benchmark, EquatableArray<PairModel> Slices)
{
    public static TestsModel Of(BenchmarkModel model) =>
        new(model.Type, model.Id, model.Slices.Select(static slice => new PairModel(slice.Id, slice.Member)).ToEquatable());
}
