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
    /// <exception cref="SpecValidationException">Values do not fit or break rules: every problem at once as <see cref="ErrorCode.SchemaMismatch"/>, with the path within the project.</exception>
    public static void Apply(IConfiguration configuration, AssayOptions options)
    {
        var source = configuration is IConfigurationSection section ? $"configuration '{section.Path}'" : "configuration";
        var problems = new SpecProblems(source);
        try
        {
            var rest = configuration.GetChildren().Where(child => !TrySet(child, options, problems)).ToList();
            if (rest.Count > 0)
                options.Project = Read(rest, problems);
            problems.ThrowIfAny();
        }
        catch (SpecValidationException exception)
        {
            // Configuration has keys where a file has lines.
            throw new SpecValidationException([.. exception.Problems.Select(static problem => problem with { Line = null, Column = null })], exception.InnerException);
        }
    }

    private static ProjectSpec Read(List<IConfigurationSection> members, SpecProblems problems)
    {
        var root = new ConfigurationTree(problems).Read(members, typeof(ProjectSpec));
        var document = SpecDocument<ProjectSpec>.Read(root, problems);
        document.Place(SpecValidator.Validate(document.Value), problems);
        return document.Value;
    }

    private static bool TrySet(IConfigurationSection child, AssayOptions options, SpecProblems problems)
    {
        if (FieldNames.Match(child.Key, File))
            options.ProjectFile = child.Value;
        else if (FieldNames.Match(child.Key, Directory))
            options.ProjectDirectory = child.Value;
        else if (FieldNames.Match(child.Key, Store))
            options.StoreDirectory = child.Value;
        else if (!FieldNames.Match(child.Key, Parallel))
            return false;
        else if (int.TryParse(child.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            options.ParallelCandidates = count;
        else
            problems.Add(null, Parallel, $"Expected a whole number of at least 1; found the text '{child.Value}'.");
        return true;
    }
}
