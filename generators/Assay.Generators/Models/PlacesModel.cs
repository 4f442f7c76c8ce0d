using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>Where a benchmark class and its slices stand: apart from <see cref="BenchmarkModel"/>, since it changes with every line above.</summary>
/// <param name="Type">The class.</param>
/// <param name="Path">The class's file as the compiler knows it.</param>
/// <param name="Line">The class's line, from 1.</param>
/// <param name="Slices">The slices' lines.</param>
internal sealed record PlacesModel(TypeModel Type, string Path, int Line, EquatableArray<SlicePlace> Slices);
