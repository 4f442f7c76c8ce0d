namespace Assay.Generators.Models;

/// <summary>A call of a user's method within a lambda.</summary>
/// <param name="Expression">The call.</param>
/// <param name="UsesToken">Whether it reads <c>cancellationToken</c>.</param>
/// <param name="UsesContext">Whether it reads the lambda's first parameter.</param>
internal readonly record struct CallModel(string Expression, bool UsesContext, bool UsesToken);
