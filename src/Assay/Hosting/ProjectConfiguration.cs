using System.Globalization;
using Assay.Datasets;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Serialization;
using Microsoft.Extensions.Configuration;

namespace Assay.Hosting;

/// <summary>Reads <see cref="AssayOptions"/> and the project from configuration.</summary>
internal static class ProjectConfiguration
{
    private const string File = "project_file";
    private const string Directory = "project_directory";
    private const string Store = "store_directory";
    private const string Parallel = "parallel_candidates";

    /// <summary>Sets what the configuration says; the project is left as it is where the configuration has no member of one.</summary>
    /// <exception cref="SpecValidationException">Values do not fit or break rules: every problem at once as <see cref="ErrorCode.SchemaMismatch"/>, with its key and the path within the project.</exception>
    public static void Apply(IConfiguration configuration, AssayOptions options)
    {
        var source = configuration is IConfigurationSection section ? $"configuration '{section.Path}'" : "configuration";
        var problems = new SpecProblems(source);
        try
        {
            var rest = configuration.GetChildren().Where(child => !TrySet(child, options, problems)).ToList();
            if (rest.Count > 0)
                options.Configured.Project = options.Project = Read(rest, problems, options.Configured.Keys);
            problems.ThrowIfAny();
        }
        catch (SpecValidationException exception)
        {
            throw new SpecValidationException([.. exception.Problems.Select(problem => Placed(problem, options.Configured))], exception.InnerException);
        }
    }

    /// <summary>A problem with its key, which configuration has where a file has lines; what is missing has that of where it should be.</summary>
    private static Problem Placed(Problem problem, ConfiguredValues configured)
    {
        problem = problem with { Line = null, Column = null };
        for (var path = problem.Path; !string.IsNullOrEmpty(path); path = SpecPath.Parent(path))
        {
            if (configured.Keys.TryGetValue(path, out var key) || (configured.Options.TryGetValue(path, out var option) && (key = option.Key) is not null))
                return problem with { File = $"configuration '{key}'" };
        }

        return problem;
    }

    private static ProjectSpec Read(List<IConfigurationSection> members, SpecProblems problems, IDictionary<string, string> keys)
    {
        var root = new ConfigurationTree(problems, keys).Read(members, typeof(ProjectSpec));
        var document = SpecDocument<ProjectSpec>.Read(root, problems);
        document.Place(SpecValidator.Validate(document.Value), problems);
        return document.Value;
    }

    private static bool TrySet(IConfigurationSection child, AssayOptions options, SpecProblems problems)
    {
        if (((string[])[File, Directory, Store, Parallel]).FirstOrDefault(name => FieldNames.Match(child.Key, name)) is not { } name)
            return false;
        options.Configured.Options[name] = (child.Path, child.Value);
        switch (name)
        {
            case File:
                options.ProjectFile = child.Value;
                break;
            case Directory:
                options.ProjectDirectory = child.Value;
                break;
            case Store:
                options.StoreDirectory = child.Value;
                break;
            case Parallel when int.TryParse(child.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0:
                options.ParallelCandidates = count;
                options.Configured.Options[name] = (child.Path, count);
                break;
            default:
                problems.Add(null, name, $"Expected a whole number of at least 1; found the text '{child.Value}'.");
                break;
        }

        return true;
    }
}
