using Assay.Errors;
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
                "session.recordings = \"recordings\" (default)",
                "session.record = \"false\" (default)",
            ],
            settings.Origins.Select(static setting => $"{setting.Path} = {setting.Value} ({setting.Origin})"));
    }

    [Theory]
    [InlineData("[]", null, null, "{0}: error option_invalid: The file cannot be read (it is no object); build the project again.")]
    [InlineData("{", null, null, "{0}: error option_invalid: The file cannot be read (")]
    [InlineData("{\"mode\":\"Rnu\"}", null, null, "{0}: error option_invalid: The setting 'mode' is 'Rnu', which is not known; take one of Auto, Run, Plan, Replay, Off.")]
    [InlineData("{\"mode\":\"Run\"}", "ASSAY_MODE", "7", "error option_invalid: The environment variable ASSAY_MODE is '7', which is not known; take one of Auto, Run, Plan, Replay, Off.")]
    [InlineData("{\"missing\":\"never\"}", null, null, "{0}: error option_invalid: The setting 'missing' is 'never', which is not known; take one of skip, fail.")]
    [InlineData("{}", "ASSAY_BUDGET", "much", "{0}: error option_invalid: 'much' is no budget; write money as 2.00, or 500000 tokens, or 30 min, joined by commas.")]
    [InlineData("{}", "ASSAY_ACCEPT", "yes", "error option_invalid: The environment variable ASSAY_ACCEPT is 'yes', which is not known; take one of false, true, 0, 1.")]
    public void Malformed_setting_is_an_error_that_names_its_origin_and_what_is_known(string built, string? variable, string? value, string message)
    {
        var path = Path.Combine(folder.Path, "Tests.assay.json");
        File.WriteAllText(path, built);

        var exception = Assert.Throws<AssayException>(() => SessionSettings.Load(folder.Path, "Tests", name => name == variable ? value : null));

        Assert.StartsWith(message.Replace("{0}", path, StringComparison.Ordinal), exception.Message, StringComparison.Ordinal);
        Assert.Single(exception.Problems);
    }
}
