using Assay.Sessions;
using Assay.Tests.Execution;

namespace Assay.Tests.Sessions;

/// <summary>Where the settings of a session come from.</summary>
public sealed class SessionSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Environment_comes_before_what_the_build_wrote_and_each_setting_knows_its_origin()
    {
        File.WriteAllText(Path.Combine(folder.Path, "Tests.assay.json"), """{"projectDirectory":".","mode":"plan","storeDirectory":"built","missing":"fail"}""");

        var settings = SessionSettings.Load(folder.Path, "Tests", static name => name switch { "ASSAY_MODE" => "Replay", "ASSAY_STORE" => " ", _ => null });

        Assert.Equal((AssayMode.Replay, "built", true, false), (settings.Mode, settings.StoreDirectory, settings.FailOnMissing, settings.Accept));
        Assert.Equal(
            [
                "options.store_directory = \"built\" (file Tests.assay.json)",
                "session.mode = \"Replay\" (environment ASSAY_MODE)",
                "session.accept = \"false\" (default)",
                "session.missing = \"fail\" (file Tests.assay.json)",
            ],
            settings.Origins.Select(static setting => $"{setting.Path} = {setting.Value} ({setting.Origin})"));
    }
}
