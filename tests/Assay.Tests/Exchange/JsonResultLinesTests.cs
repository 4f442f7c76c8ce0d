using Assay.Errors;
using Assay.Exchange;

namespace Assay.Tests.Exchange;

public sealed class JsonResultLinesTests
{
    [Fact]
    public async Task Line_without_end_is_refused_before_it_fills_the_memory()
    {
        var problems = new ImportProblems("results.jsonl");
        var lines = 0;

        await foreach (var _ in JsonResultLines.ReadAsync(Outsider.ToStream("{\"a\":1}\n{\"a\":\"" + new string('x', 300_000)), problems, TestContext.Current.CancellationToken, longest: 100_000))
            lines++;

        Assert.Equal(1, lines);
        var problem = Assert.Single(Assert.Throws<ExchangeException>(problems.ThrowIfAny).Problems);
        Assert.Equal((ErrorCode.ImportMalformed, (int?)2), (problem.Code, problem.Line));
        Assert.Contains("more than 100000 bytes", problem.Message, StringComparison.Ordinal);
    }
}
