namespace Assay.Planning;

/// <summary>A candidate's place in the matrix: models outermost, then prompt variants, params, items and samples.</summary>
/// <param name="Model">Which model, from 0.</param>
/// <param name="Prompt">Which prompt variant, from 0.</param>
/// <param name="Params">Which set of params, from 0.</param>
/// <param name="Item">Which item, from 0.</param>
/// <param name="Sample">Which sample, from 0.</param>
internal readonly record struct Cell(int Model, int Prompt, int Params, int Item, int Sample);
