using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.StoreCrasher;
using Assay.Tests.Scenarios;

namespace Assay.Tests.ErrorCodes;

/// <summary>What is wrong before anything runs: settings, specs, plugins, data.</summary>
internal static class SpecProvocations
{
    public static IEnumerable<Provocation> All =>
    [
        new(ErrorCode.SchemaMismatch, "known are: ", static project => Provocation.ThrownBy(() =>
        {
            File.WriteAllText(Path.Combine(project.Folder, "assay.toml"), "name = \"ledger\"\nnmae = \"ledger\"\n");
            Orchestrator.FromProjectFile(Path.Combine(project.Folder, "assay.toml"));
            return Task.CompletedTask;
        })) { File = "assay.toml", Line = 2, Path = "nmae" },
        new(ErrorCode.OptionInvalid, "set it to 1 or more", static project => Provocation.ThrownByRun(With(project, static project => project.Options = new OrchestratorOptions { ParallelCandidates = 0 }))),
        new(ErrorCode.PluginUnknown, "register it, configure it in the project file, or name another provider", static project => Provocation.ThrownByRun(Edited(project, static spec => spec with { Models = [new ModelSpec("m", "nobody")] }))) { Path = "models[0].provider" },
        new(ErrorCode.PluginDuplicate, "give one of them another id", static project => Provocation.ThrownByRun(With(project, static project => project.Plugins = static registry => registry.Add(Engine("clerk"))))),
        new(ErrorCode.PluginFailed, "let it make one", static project => Provocation.ThrownByRun(With(Edited(project, static spec => spec with { Models = [new ModelSpec("m", "empty")] }), static project => project.Plugins = static registry => registry.AddEngine("empty", "1", static () => null!)))) { Path = "models[0].provider" },
        new(ErrorCode.Incompatible, "or use another engine", static project => Provocation.ThrownByRun(With(
            Edited(project, static spec => spec with { Models = [new ModelSpec("m", "deaf")], Inference = new InferenceGrid { Params = [new InferenceParams { ResponseFormat = "json" }] } }),
            static project => project.Plugins = static registry => registry.Add(Engine("deaf", new EngineCapabilities { ResponseFormats = ["text"] }))))) { Path = "inference.params[0].response_format" },
        new(ErrorCode.PromptMalformed, "write {{ for a literal one", static project => Provocation.ThrownByRun(Edited(project, static spec => spec with { Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "{item.a")])] }))) { Path = "prompts[0].messages[0].content" },
        new(ErrorCode.ImageUnreadable, "give an http(s) address, a data URI, or the path of a .png", static project => Provocation.RecordedByRun(Edited(project, static spec => spec with { Prompts = [new PromptSpec("p", [new MessageSpec(MessageRole.User, "What?") { Images = ["absent.png"] }])] }))),
        new(ErrorCode.QueryInvalid, "give it one, or leave the item out by a filter", static project => Provocation.ThrownByRun(Edited(project, static spec => spec with { Slices = [spec.Slices[0] with { Query = new DatasetQuery { Kind = DatasetQueryKind.Stratified, Count = 2, Field = "colour" } }] }))),
        new(ErrorCode.DatasetNotFound, "create it, or correct the path", static project => Provocation.ThrownByRun(With(project, static project => File.Delete(Path.Combine(project.Folder, SampleLedger.SumsFile))))) { File = SampleLedger.SumsFile },
        new(ErrorCode.DatasetUnreadable, "name a file in it", static project => Provocation.ThrownByRun(With(project, static project =>
        {
            File.Delete(Path.Combine(project.Folder, SampleLedger.SumsFile));
            Directory.CreateDirectory(Path.Combine(project.Folder, SampleLedger.SumsFile));
        }))) { File = SampleLedger.SumsFile },
        new(ErrorCode.DatasetMalformed, "write it as one, with named fields", static project => Provocation.ThrownByRun(Asked(project, SampleLedger.LineOf(1), "[1]"))) { File = SampleLedger.SumsFile, Line = 2 },
        new(ErrorCode.ItemIdMissing, "give every record an id or none", static project => Provocation.ThrownByRun(Asked(project, SampleLedger.LineOf(1), """{"a":1,"b":2,"sum":3}"""))) { File = SampleLedger.SumsFile, Line = 2 },
        new(ErrorCode.ItemIdDuplicate, "give each item an id of its own", static project => Provocation.ThrownByRun(Asked(project, SampleLedger.LineOf(1), SampleLedger.LineOf(2), SampleLedger.LineOf(1)))) { File = SampleLedger.SumsFile, Line = 3 },
    ];

    private static ScenarioProject With(ScenarioProject project, Action<ScenarioProject> change)
    {
        change(project);
        return project;
    }

    private static ScenarioProject Edited(ScenarioProject project, Func<BenchmarkSpec, BenchmarkSpec> edit) => With(project, project => project.Benchmark = edit(project.Benchmark));

    private static ScenarioProject Asked(ScenarioProject project, params string[] lines) => With(project, project => project.Ask(lines));

    private static FunctionEngine Engine(string id, EngineCapabilities? capabilities = null) =>
        new(id, "1", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("")) { Capabilities = capabilities ?? EngineCapabilities.Unknown };
}
