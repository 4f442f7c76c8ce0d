using Assay.Errors;

namespace Assay.Tests.Guides;

internal static class ProjectFiles
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var path = desk.Write("assay.toml", """
            name = "demo"
            global_seed = 7

            [storage]
            kind = "sqlite"
            root_dir = "results"

            [execution]
            max_in_flight = 64
            max_retries = 5
            retryable_codes = ["timeout", "rate_limit", "unavailable"]

            [[prices]]
            model = "gpt-4o-mini"
            input_per_million = 0.15
            output_per_million = 0.60
            """);
        await using var orchestrator = Orchestrator.FromProjectFile(path);
        desk.WriteLine($"{orchestrator.Project.Name}: {orchestrator.Project.Execution.MaxInFlight} in flight, {orchestrator.Project.Execution.MaxRetries} retries");

        // A mistake is said with its place, all of them at once.
        desk.Write("broken.toml", "name = \"demo\"\nmax_in_fligth = 64\n[execution]\nmax_retries = -1\n");
        try
        {
            Orchestrator.FromProjectFile(Path.Combine(desk.Folder, "broken.toml"));
        }
        catch (SpecValidationException mistake)
        {
            foreach (var problem in mistake.Problems)
                desk.WriteLine($"line {problem.Line}, column {problem.Column}: {problem.Path}");
        }
        // </guide>
    }
}
