using Assay.Errors;
using Assay.Specs.Validation;

namespace Assay.Specs;

/// <summary>
/// Checks the rules of specs and finds every broken one at once, each as <see cref="ErrorCode.SchemaMismatch"/> with its
/// path in the JSON names, such as <c>slices[1].prompts[0]</c>. Whether engines, extractors and metrics are registered is not checked here.
/// </summary>
/// <remarks>
/// Ids of benchmarks, slices, prompts, families, parses and scores have 1 to 128 characters: letters and digits of any
/// script, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter, a digit or <c>_</c>. Ids of models and of registered
/// engines, extractors and metrics may also hold <c>/ : @ +</c>.
/// </remarks>
public static class SpecValidator
{
    /// <summary>Checks a benchmark.</summary>
    /// <returns>What is wrong; empty when it is valid.</returns>
    public static IReadOnlyList<Problem> Validate(BenchmarkSpec benchmark)
    {
        var rules = new RuleBook();
        BenchmarkRules.Check(rules, benchmark);
        return rules.Problems;
    }

    /// <summary>Checks an experiment.</summary>
    /// <returns>What is wrong; empty when it is valid.</returns>
    public static IReadOnlyList<Problem> Validate(ExperimentSpec experiment)
    {
        var rules = new RuleBook();
        ExperimentRules.Check(rules, experiment);
        return rules.Problems;
    }

    /// <summary>Checks a project.</summary>
    /// <returns>What is wrong; empty when it is valid.</returns>
    public static IReadOnlyList<Problem> Validate(ProjectSpec project)
    {
        var rules = new RuleBook();
        ProjectRules.Check(rules, project);
        return rules.Problems;
    }

    /// <summary>Checks inference params, whose paths stand alone, such as <c>top_p</c>.</summary>
    /// <returns>What is wrong; empty when they are valid.</returns>
    public static IReadOnlyList<Problem> Validate(InferenceParams parameters)
    {
        var rules = new RuleBook();
        InferenceRules.Check(rules, "", parameters);
        return rules.Problems;
    }

    /// <summary>Throws unless a benchmark is valid.</summary>
    /// <exception cref="SpecValidationException">Rules are broken; all of them at once.</exception>
    public static void EnsureValid(BenchmarkSpec benchmark) => ThrowIfAny(Validate(benchmark));

    /// <summary>Throws unless an experiment is valid.</summary>
    /// <exception cref="SpecValidationException">Rules are broken; all of them at once.</exception>
    public static void EnsureValid(ExperimentSpec experiment) => ThrowIfAny(Validate(experiment));

    /// <summary>Throws unless a project is valid.</summary>
    /// <exception cref="SpecValidationException">Rules are broken; all of them at once.</exception>
    public static void EnsureValid(ProjectSpec project) => ThrowIfAny(Validate(project));

    /// <summary>Throws unless inference params are valid.</summary>
    /// <exception cref="SpecValidationException">Rules are broken; all of them at once.</exception>
    public static void EnsureValid(InferenceParams parameters) => ThrowIfAny(Validate(parameters));

    private static void ThrowIfAny(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
            throw new SpecValidationException(problems);
    }
}
