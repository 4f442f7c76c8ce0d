using System.Reflection;
using Assay.Errors;
using Assay.Tests.Scenarios;

namespace Assay.Tests.ErrorCodes;

/// <summary>Every error code is met by doing what goes wrong, and says where it is and how to mend it.</summary>
public sealed class ErrorCodeTests
{
    private static readonly Provocation[] Provocations = [.. SpecProvocations.All, .. RunProvocations.All, .. FileProvocations.All];

    /// <summary>The codes of the library by name.</summary>
    private static IEnumerable<ErrorCode> Codes =>
        typeof(ErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static property => (ErrorCode)property.GetValue(null)!);

    public static TheoryData<string> CodesMet => [.. Provocations.Select(static provocation => provocation.Code.Value)];

    [Theory]
    [MemberData(nameof(CodesMet))]
    public async Task Code_is_met_with_its_place_and_the_mend(string code)
    {
        await using var project = new ScenarioProject();
        var provocation = Provocations.Single(provocation => provocation.Code.Value == code);

        var problem = await provocation.Provoke(project);

        Assert.Equal(code, problem.Code.Value);
        Assert.Contains(provocation.Mend, problem.Message, StringComparison.Ordinal);
        Assert.Equal((provocation.File, provocation.Line), (Path.GetFileName(problem.File), problem.Line));
        if (provocation.Path is { } path)
            Assert.Equal(path, problem.Path);
    }

    [Fact]
    public void Every_code_has_exactly_one_provocation() =>
        Assert.Equal(Codes.Select(static code => code.Value).Order(StringComparer.Ordinal), Provocations.Select(static provocation => provocation.Code.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Codes_are_lower_case_words_joined_by_underscores() =>
        Assert.All(Codes, static code => Assert.Matches("^[a-z]+(_[a-z]+)*$", code.Value));
}
