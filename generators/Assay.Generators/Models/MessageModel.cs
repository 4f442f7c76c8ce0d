using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One message of a prompt.</summary>
/// <param name="Role">A member of <c>MessageRole</c>.</param>
/// <param name="Template">The template as written, with <c>\n</c> for every line ending.</param>
/// <param name="Expression">The C# expression that renders it; empty where another class holds the prompt.</param>
/// <param name="Images">The templates of its images with their expressions.</param>
internal sealed record MessageModel(string Role, string Template, string Expression, EquatableArray<PairModel> Images);
